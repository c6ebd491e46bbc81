package io.livemarket.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a part's own JVM. The process writes READY or FAILED to its standard output, and ends by itself when this
 * JVM ends, because its standard input then ends.
 */
final class PartProcess {

    private static final String READY = "READY ";
    private static final String FAILED = "FAILED ";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final String title;
    private final Process process;
    private final Path logFile;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private PartProcess(String title, Process process, Path logFile) {
        this.title = title;
        this.process = process;
        this.logFile = logFile;
        Thread.ofPlatform().daemon().name("output-" + process.pid()).start(this::readOutput);
    }

    /**
     * Starts the JVM and returns at once; see {@link #awaitReady}.
     *
     * @param secrets environment variables: every user of the machine can see arguments
     */
    static PartProcess spawn(
            PartJar part,
            Path dataDirectory,
            Path logFile,
            List<String> jvmOptions,
            List<String> arguments,
            Map<String, String> secrets) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                part.locate().toString(),
                "--data",
                dataDirectory.toString()));
        command.addAll(arguments);
        try {
            Files.createDirectories(dataDirectory);
            Files.createDirectories(logFile.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
            builder.environment().putAll(secrets);
            return new PartProcess(part.title(), builder.start(), logFile);
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "The %s could not be started: %s".formatted(part.title(), e.getMessage()), e);
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed.toString() : String.valueOf(cause.getMessage());
    }

    void awaitReady(Duration limit) {
        try {
            ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new EmbeddedStartException(reason(e), e);
        } catch (TimeoutException e) {
            kill();
            throw new EmbeddedStartException(
                    "The %s was not ready after %d s; its log is %s".formatted(title, limit.toSeconds(), logFile), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new EmbeddedStartException("Interrupted while the " + title + " was starting", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Integer> exited() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends the process through its standard input, by force when it does not end in time. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a signal by name, such as {@code STOP}. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("Signal " + name + " could not be sent to the " + title);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Signals need the command kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending signal " + name, e);
        }
    }

    private void readOutput() {
        String failure = null;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(null);
                } else if (line.startsWith(FAILED)) {
                    failure = line.substring(FAILED.length());
                }
            }
        } catch (IOException e) {
            failure = "its output could not be read: " + e.getMessage();
        }
        int exitCode = process.onExit().join().exitValue();
        ready.completeExceptionally(new EmbeddedStartException(
                failure != null
                        ? "The %s did not start: %s".formatted(title, failure)
                        : "The %s ended with code %d before it was ready; its log is %s"
                                .formatted(title, exitCode, logFile)));
    }
}
