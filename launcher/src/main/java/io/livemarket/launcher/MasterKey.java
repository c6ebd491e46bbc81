package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A random key of a system, such as the key by which auth-service encrypts its secrets: made once per data directory,
 * and readable by the directory's owner alone.
 */
final class MasterKey {

    private static final int BYTES = 32;

    private MasterKey() {}

    /** The master key of this folder: 32 random bytes in base64, made on the first call. */
    static String of(Path secrets) throws IOException {
        return of(secrets, "master.key");
    }

    /** A further random key, in the folder's file of that name. */
    static String of(Path secrets, String name) throws IOException {
        Path file = secrets.resolve(name);
        if (!Files.exists(file)) {
            create(secrets, file);
        }
        return Files.readString(file).strip();
    }

    private static void create(Path secrets, Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(secrets);
        restrict(secrets, "rwx------");
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished);
        restrict(unfinished, "rw-------");
        Files.writeString(unfinished, Base64.getEncoder().encodeToString(key) + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Sets the permissions, on file systems that have permissions. */
    static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> owner = PosixFilePermissions.fromString(permissions);
            Files.setPosixFilePermissions(path, owner);
        }
    }
}
