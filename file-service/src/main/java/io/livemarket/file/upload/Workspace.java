package io.livemarket.file.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder of the uploads' temporary files. Files that an earlier run left are deleted at the start. */
final class Workspace {

    private final Path folder;

    Workspace(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> leftovers = Files.list(folder)) {
                for (Path leftover : leftovers.toList()) {
                    Files.delete(leftover);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for uploads can't be used: " + folder, e);
        }
    }

    /** A file that is deleted when it is closed. */
    record TemporaryFile(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    TemporaryFile newFile() throws IOException {
        return new TemporaryFile(Files.createTempFile(folder, "upload-", null));
    }
}
