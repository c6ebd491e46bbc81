package io.livemarket.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of the broker's JVM. It ends by itself when this JVM does, because its standard input then ends. */
final class BrokerProcess {

    private static final String READY = "READY ";
    private static final String FAILED = "FAILED ";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final Process process;
    private final Path logFile;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private BrokerProcess(Process process, Path logFile) {
        this.process = process;
        this.logFile = logFile;
        Thread.ofPlatform().daemon().name("broker-output-" + process.pid()).start(this::readOutput);
    }

    /** Starts the JVM and returns at once; see {@link #awaitReady}. */
    static BrokerProcess spawn(Path dataDirectory, int port, Path logFile, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-jar", BrokerJar.locate().toString(),
                "--data", dataDirectory.toString(),
                "--port", Integer.toString(port),
                "--controller-port", Integer.toString(LoopbackPorts.anyFree())));
        try {
            Files.createDirectories(dataDirectory);
            Files.createDirectories(logFile.getParent());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                    .start();
            return new BrokerProcess(process, logFile);
        } catch (IOException e) {
            throw new EmbeddedStartException("The Kafka broker could not be started: " + e.getMessage(), e);
        }
    }

    void awaitReady(Duration limit) {
        try {
            ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new EmbeddedStartException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            kill();
            throw new EmbeddedStartException("The Kafka broker was not ready after %d s; its log is %s"
                    .formatted(limit.toSeconds(), logFile), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new EmbeddedStartException("Interrupted while the Kafka broker was starting", e);
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
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("Signal " + name + " could not be sent to the broker " + pid());
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
        ready.completeExceptionally(new EmbeddedStartException(failure != null
                ? "The Kafka broker did not start: " + failure
                : "The Kafka broker ended with code %d before it was ready; its log is %s".formatted(exitCode, logFile)));
    }
}
