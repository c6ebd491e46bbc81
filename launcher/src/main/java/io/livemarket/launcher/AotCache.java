package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The AOT cache of one kind of JVM (JEP 483, 514, 515): classes that are loaded and linked already, and how often
 * methods were called in a training run. {@link TrainCommand} makes it once for each build. A JVM skips a cache that
 * does not fit its options or class path.
 *
 * @param file beside the launcher's jar
 */
record AotCache(Path file) {

    /** Set in the JVM of a training run. */
    static final String TRAINING = "livemarket.training";

    /** The AOT cache of the launcher's JVM; it holds the services' classes too. */
    static AotCache ofLauncher(Path target) {
        return new AotCache(target.resolve("livemarket.aot"));
    }

    static AotCache ofKafka(Path target) {
        return new AotCache(target.resolve("kafka.aot"));
    }

    /** Options with which a JVM records the input of {@link #making}, and writes it when the JVM ends. */
    List<String> recording() {
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record(), "-Xlog:aot*=off", "-Xlog:cds*=off");
    }

    /** Options with which a JVM runs no application and makes the cache from the recording. */
    List<String> making() {
        return List.of(
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + record(),
                "-XX:AOTCache=" + file,
                "-Xlog:aot*=off",
                "-Xlog:cds*=off");
    }

    /**
     * Whether a JVM with these options may be given a cache: a JVM that gets an AOT cache beside an option about
     * archives of classes does not start.
     */
    static boolean goesWith(List<String> options) {
        return options.stream()
                .noneMatch(option -> option.startsWith("-Xshare:") || option.startsWith("-XX:SharedArchiveFile"));
    }

    List<String> using() {
        return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off");
    }

    /** Whether the cache exists and is newer than the build. */
    boolean isOf(Path built) {
        try {
            return Files.size(file) > 0
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(built)) > 0;
        } catch (IOException e) {
            return false; // The cache or the built file is missing.
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    Path record() {
        return file.resolveSibling(file.getFileName() + ".recorded");
    }
}
