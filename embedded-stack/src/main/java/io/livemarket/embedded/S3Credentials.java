package io.livemarket.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The credentials of the user of an embedded S3 server. */
public record S3Credentials(String accessKey, String secretKey) {

    private static final int ACCESS_KEY_BYTES = 10;
    private static final int SECRET_KEY_BYTES = 32;

    /** New credentials, of 256 random bits. */
    public static S3Credentials random() {
        return new S3Credentials(hex(ACCESS_KEY_BYTES), hex(SECRET_KEY_BYTES));
    }

    /** The credentials in this file, made on the first call and readable by the file's owner alone. */
    public static S3Credentials in(Path file) {
        try {
            if (!Files.exists(file)) {
                write(random(), file);
            }
            List<String> lines = Files.readAllLines(file);
            return new S3Credentials(lines.get(0).strip(), lines.get(1).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The S3 credentials are neither there nor can be made", e);
        }
    }

    private static void write(S3Credentials credentials, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished);
        if (unfinished.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(unfinished, List.of(credentials.accessKey, credentials.secretKey));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "S3Credentials[" + accessKey + "]";
    }
}
