package io.livemarket.loadtest.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that begins as a PDF, so that the server stores it unchanged, and continues with noise; the beginning of no
 * two files is equal. All files share one array of noise, to keep the generator's cost small beside the measured one.
 *
 * @param sha256 of the whole file, in hexadecimal
 */
record MadeUpFile(byte[] beginning, byte[] noise, String sha256) {

    static final String BOUNDARY = "----livemarket-load-test-5c1d";
    private static final byte[] BEFORE = ("--" + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"load.pdf\"\r\n"
                    + "Content-Type: application/pdf\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);

    /** @param noise the file but for the first bytes */
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

    /** The length of the upload form, in bytes. */
    long formLength() {
        return BEFORE.length + size() + AFTER.length;
    }

    /** Writes the upload form. */
    void writeForm(OutputStream out) throws IOException {
        out.write(BEFORE);
        out.write(beginning);
        out.write(noise);
        out.write(AFTER);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
