package io.livemarket.launcher;

import io.livemarket.embedded.S3Credentials;
import java.util.Optional;

/**
 * Where files are stored.
 *
 * @param endpoint of the S3 server
 * @param embedded port and credentials of the one that this system brings, or empty when somebody brought one: its
 *     credentials are then in {@code LIVEMARKET_S3_ACCESSKEY} and {@code LIVEMARKET_S3_SECRETKEY}, or wherever AWS's
 *     SDK looks for them
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
