package io.livemarket.launcher;

import io.livemarket.embedded.S3Credentials;
import java.util.Optional;

/**
 * The S3 server of the files.
 *
 * @param endpoint of the S3 server
 * @param embedded port and credentials of the embedded server; empty when an option names another server, whose
 *     credentials are in {@code LIVEMARKET_S3_ACCESSKEY} and {@code LIVEMARKET_S3_SECRETKEY}, or wherever AWS's SDK
 *     looks for credentials
 */
record S3Place(String endpoint, Optional<Embedded> embedded) {

    record Embedded(int port, S3Credentials credentials) {}

    static S3Place of(String endpoint) {
        return new S3Place(endpoint, Optional.empty());
    }

    static S3Place embedded(int port, S3Credentials credentials) {
        return new S3Place("http://127.0.0.1:" + port, Optional.of(new Embedded(port, credentials)));
    }
}
