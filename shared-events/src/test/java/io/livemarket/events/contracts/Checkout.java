package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checked-out sources: the place of the committed contracts, and their comparison with the contracts that are
 * generated from the records.
 */
public final class Checkout {

    /** The folder that holds {@code docs/protocol.md}, found by walking up from the working directory. */
    public static final Path ROOT = root();

    static final Path MODULE = ROOT.resolve("shared-events");
    static final Path SCHEMAS = MODULE.resolve("src/main/resources/schemas");
    static final Path RELEASED = MODULE.resolve("src/test/resources/released-schemas");
    static final Path GOLDEN = MODULE.resolve("src/test/resources/golden");
    static final Path DOCS = ROOT.resolve("docs");

    /** Whether the generated contracts replace the committed ones. */
    static final boolean UPDATE = Boolean.getBoolean("livemarket.contracts.update");
    /** Whether the schemas become the ones that consumers rely on. */
    static final boolean RELEASE = Boolean.getBoolean("livemarket.contracts.release");

    private static final String HOW = "./mvnw -pl shared-events test -Dlivemarket.contracts.update=true";

    private Checkout() {}

    /** Fails, saying how to update, unless the file holds exactly this text; in an update writes it. */
    static void hold(Path file, String generated) {
        if (UPDATE) {
            write(file, generated);
        }
        String committed = Files.exists(file) ? read(file) : "";
        if (!committed.equals(generated)) {
            fail(
                    "%s is not what the records say (%s). If the change is meant, run%n  %s%nand commit what it wrote.",
                    ROOT.relativize(file), firstDifference(committed, generated), HOW);
        }
    }

    private static String firstDifference(String committed, String generated) {
        List<String> before = committed.lines().toList();
        List<String> now = generated.lines().toList();
        int line = 0;
        while (line < before.size() && line < now.size() && before.get(line).equals(now.get(line))) {
            line++;
        }
        return "line %d is <%s> and should be <%s>"
                .formatted(
                        line + 1, line < before.size() ? before.get(line) : "", line < now.size() ? now.get(line) : "");
    }

    /** A file's text, its line ends as {@code \n}. */
    public static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON files of a folder, by name; none when there is no such folder. */
    static List<Path> jsonFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON file's name without its ending. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docs/protocol.md"))) {
                return folder;
            }
        }
        throw new IllegalStateException("No docs/protocol.md in " + start + " or any folder above it");
    }
}
