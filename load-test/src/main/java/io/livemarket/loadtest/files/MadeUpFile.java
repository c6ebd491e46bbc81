package io.livemarket.loadtest.files;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that begins as a PDF, so that it is stored as it is, and goes on with noise that no two files share the beginning of.
 * The noise is one array for all of them: what the generator costs is to be little beside what it measures.
 *
 * @param sha256 of the whole, in hexadecimal
 */
record MadeUpFile(byte[] beginning, byte[] noise, String sha256) {

    static final String BOUNDARY = "----livemarket-load-test-5c1d";

    /** @param noise all but the first bytes */
    static MadeUpFile of(String number, byte[] noise) {
        byte[] beginning = ("%PDF-1.7\n%" + number + "\n").getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = digest();
        digest.update(beginning);
        digest.update(noise);
        return new MadeUpFile(beginning, noise, HexFormat.of().formatHex(digest.digest()));
    }

    long size() {
        return beginning.length + noise.length;
    }

    /** The form to upload it with. */
    BodyPublisher form() {
        return BodyPublishers.concat(
                text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"load.pdf\"\r\n"
                        + "Content-Type: application/pdf\r\n\r\n"),
                BodyPublishers.ofByteArray(beginning), BodyPublishers.ofByteArray(noise),
                text("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
