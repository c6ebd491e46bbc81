package io.livemarket.launcher;

import io.livemarket.embedded.S3Credentials;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The keys and credentials of a system's parts, made on the first run and kept with the system's data.
 *
 * @param masterKey the key by which auth-service encrypts its secrets
 * @param fileUrlKey the key by which file-service signs addresses
 * @param s3 the credentials of the embedded S3 server
 * @param operator the account of this command line
 */
record Secrets(String masterKey, String fileUrlKey, S3Credentials s3, OperatorCredentials operator) {

    static Secrets in(Path folder) throws IOException {
        return new Secrets(
                MasterKey.of(folder),
                MasterKey.of(folder, "file-urls.key"),
                S3Credentials.in(folder.resolve("s3.credentials")),
                OperatorCredentials.in(folder));
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
