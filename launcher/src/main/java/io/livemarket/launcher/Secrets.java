package io.livemarket.launcher;

import io.livemarket.embedded.S3Credentials;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a system's parts protect things with; made on the first run and kept with its data.
 *
 * @param masterKey of auth-service
 * @param fileUrlKey that file-service signs addresses with
 * @param s3 who may use the embedded S3 server
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

    /** Shows nothing. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
