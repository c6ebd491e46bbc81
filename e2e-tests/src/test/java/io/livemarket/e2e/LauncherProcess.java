package io.livemarket.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of the launcher's command line in a JVM of its own, as the script makes it. */
final class LauncherProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 120;
    /**
     * Nothing here runs long enough for the optimising compiler to pay: a start costs a third of the time without it.
     */
    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    private static final String SERVICE_OPTIONS =
            "-Xss512k -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError " + FIRST_COMPILER_ONLY;

    private final Process process;
    private final Path output;

    private LauncherProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a command.
     *
     * @param jvmOptions beside those that every command gets
     * @param arguments the command and its options
     */
    static LauncherProcess start(List<String> jvmOptions, String... arguments) throws IOException {
        return start(jvmOptions, Additions.NONE, arguments);
    }

    /**
     * What a command gets beside its options.
     *
     * @param classPath entries after the launcher's, each with a colon before it
     * @param environment variables
     */
    record Additions(String classPath, Map<String, String> environment) {

        static final Additions NONE = new Additions("", Map.of());
    }

    /** Starts a command with additions to its class path and environment. */
    static LauncherProcess start(List<String> jvmOptions, Additions additions, String... arguments) throws IOException {
        Path root = RunningSystem.root();
        Path output = Files.createTempFile("livemarket", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss512k",
                "-XX:+UseSerialGC",
                FIRST_COMPILER_ONLY));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Dlivemarket.root=" + root,
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                root.resolve("launcher/target/livemarket-launcher.jar") + additions.classPath(),
                "io.livemarket.launcher.Launcher"));
        command.addAll(List.of(arguments));
        ProcessBuilder launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        launcher.environment()
                .putAll(Map.of(
                        "LIVEMARKET_ACCOUNTS_BOOTSTRAPMODERATORS", "e2e-moderator",
                        "LIVEMARKET_SERVICE_JAVA_OPTS", "-Xmx384m " + SERVICE_OPTIONS,
                        "LIVEMARKET_FILE_JAVA_OPTS", "-Xmx128m " + SERVICE_OPTIONS,
                        "LIVEMARKET_KAFKA_JAVA_OPTS", "-Xmx640m -Xss512k -XX:+UseSerialGC " + FIRST_COMPILER_ONLY));
        launcher.environment().putAll(additions.environment());
        return new LauncherProcess(launcher.start(), output);
    }

    /** Runs a command to its end. */
    static Ended run(String... arguments) throws IOException, InterruptedException {
        try (LauncherProcess running = start(List.of("-Xmx256m"), arguments)) {
            return running.end(300);
        }
    }

    /**
     * @param exitCode as the shell sees it
     * @param output what it printed, both streams
     */
    record Ended(int exitCode, String output) {

        /** Its lines that are not empty. */
        List<String> lines() {
            return output.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    /** Waits for its end, but not for ever. */
    Ended end(long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It did not end within " + seconds + " s: " + output());
        }
        return new Ended(process.exitValue(), output());
    }

    boolean isRunning() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
