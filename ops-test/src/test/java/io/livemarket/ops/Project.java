package io.livemarket.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's files. */
public final class Project {

    /** Where the parent pom is; Maven runs a module's tests in the module. */
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Project() {}

    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    public static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
