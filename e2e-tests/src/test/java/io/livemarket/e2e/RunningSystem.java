package io.livemarket.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The whole system as {@code ./livemarket up} starts it, on a port and a data directory of its own. */
final class RunningSystem implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;
    private final String url;

    private RunningSystem(Process process, Path output, String url) {
        this.process = process;
        this.output = output;
        this.url = url;
    }

    /** Starts it and waits until the gateway's health is green, that is, until the whole line works. */
    static RunningSystem start(Path data, String... options) throws IOException {
        Path root = root();
        int port = freePort();
        Files.createDirectories(data);
        Path output = data.resolve("up.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m", "-Xss512k",
                "-XX:+UseSerialGC", "-Dlivemarket.root=" + root, "--enable-native-access=ALL-UNNAMED",
                "-cp", root.resolve("launcher/target/livemarket-launcher.jar").toString(),
                "io.livemarket.launcher.Launcher", "up", "--port", Integer.toString(port), "--data",
                data.resolve("system").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        RunningSystem system = new RunningSystem(process, output, "http://localhost:" + port);
        try {
            Awaitility.await("the system is up").atMost(START_WITHIN).pollInterval(Duration.ofMillis(250))
                    .until(system::isHealthy);
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        return system;
    }

    String url() {
        return url;
    }

    private boolean isHealthy() throws InterruptedException, IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("up ended with " + process.exitValue() + ": " + Files.readString(output));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/actuator/health"))
                    .timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
            return false; // Not up yet.
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The system did not stop within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The folder of the whole project. */
    static Path root() {
        String given = System.getProperty("livemarket.root");
        Path root = given == null ? Path.of("").toAbsolutePath().getParent() : Path.of(given);
        if (!Files.exists(root.resolve("launcher/target/livemarket-launcher.jar"))) {
            throw new IllegalStateException("The launcher is not built; run these tests with the wrapper's verify");
        }
        return root;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
