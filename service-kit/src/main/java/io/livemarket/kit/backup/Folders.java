package io.livemarket.kit.backup;

import io.livemarket.kit.backup.BackupManifest.FileCopy;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders of a backup, which only their owner may read: topics hold private messages of users. */
final class Folders {

    static final String OBJECTS = "objects";

    private Folders() {}

    /**
     * Makes a folder that does not exist, readable for its owner alone.
     *
     * @throws BackupRefusedException when the folder has content
     */
    static void makeEmpty(Path folder) throws IOException {
        if (!isEmpty(folder)) {
            throw new BackupRefusedException(folder + " is not empty; a backup needs a folder of its own");
        }
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Whether a folder has no content, or does not exist. */
    static boolean isEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    /**
     * Copies all files of a folder.
     *
     * @param name the name of the copy's folder in the target
     */
    static List<FileCopy> copy(Path folder, Path to, String name) throws IOException {
        List<FileCopy> copies = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return copies;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String path = name + "/" + folder.relativize(file);
                Path copy = to.resolve(path);
                makeParent(copy);
                Files.copy(file, copy);
                copies.add(new FileCopy(path, Files.size(copy), Sha256.of(copy)));
            }
        }
        return copies;
    }

    /**
     * The file of a path in a manifest.
     *
     * @throws BackupRefusedException when the path leads out of the folder
     */
    static Path within(Path folder, String path) {
        Path root = folder.toAbsolutePath().normalize();
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root)) {
            throw new BackupRefusedException(path + " is outside of " + folder);
        }
        return file;
    }

    /** Makes the folder that a file is written to. */
    static void makeParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    /**
     * Compares all files with the manifest.
     *
     * @throws BackupRefusedException when a file is missing, differs from the manifest, or is outside of the folder
     */
    static void verify(Path folder, BackupManifest manifest) throws IOException {
        for (FileCopy file : manifest.files().toList()) {
            Path path = within(folder, file.path());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != file.bytes()
                    || !Sha256.of(path).equals(file.sha256())) {
                throw new BackupRefusedException(path + " is missing or damaged: it is not what was backed up");
            }
        }
    }
}
