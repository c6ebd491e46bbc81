package io.livemarket.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole system as {@code ./livemarket up} starts it, on a port and a data directory of its own. */
final class RunningSystem implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(8);
    private static final int FIRST_PORT = 18_000;
    private static final int BEYOND_PORTS = 20_000;
    private static final int GATEWAYS = 4;
    private static final int ATTEMPTS = 500;

    private final LauncherProcess up;
    private final Path data;
    private final String url;

    private RunningSystem(LauncherProcess up, Path data, String url) {
        this.up = up;
        this.data = data;
        this.url = url;
    }

    /** Starts it and waits until {@code up} says that every part is ready, that is, until the whole line works. */
    static RunningSystem start(Path data, String... options) throws IOException {
        return start(data, LauncherProcess.Additions.NONE, options);
    }

    /** Starts it as {@link #start(Path, String...)} does, with additions to its class path and environment. */
    static RunningSystem start(Path data, LauncherProcess.Additions additions, String... options) throws IOException {
        int port = freePort();
        List<String> arguments =
                new ArrayList<>(List.of("up", "--port", Integer.toString(port), "--data", data.toString()));
        arguments.addAll(List.of(options));
        RunningSystem system = new RunningSystem(
                LauncherProcess.start(List.of("-Xmx768m"), additions, arguments.toArray(String[]::new)),
                data,
                "http://localhost:" + port);
        try {
            Awaitility.await("the system is up")
                    .atMost(START_WITHIN)
                    .pollInterval(Duration.ofMillis(250))
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

    /**
     * A gateway.
     *
     * @param name among the parts of the system
     * @param url for clients
     * @param pid of its process
     */
    record Gateway(String name, String url, long pid) {}

    /** Address of the broker. */
    String kafka() {
        for (JsonNode part : JsonMapper.shared()
                .readTree(data.resolve("run/system.json").toFile())
                .path("parts")) {
            if (part.path("name").asString().equals("kafka")) {
                return part.path("address").asString();
            }
        }
        throw new IllegalStateException("The system has no broker of its own");
    }

    List<Gateway> gateways() {
        List<Gateway> gateways = new ArrayList<>();
        JsonMapper.shared()
                .readTree(data.resolve("run/system.json").toFile())
                .path("parts")
                .forEach(part -> {
                    if (part.path("name").asString().startsWith("gateway")) {
                        gateways.add(new Gateway(
                                part.path("name").asString(),
                                "http://" + part.path("address").asString(),
                                part.path("pid").asLong()));
                    }
                });
        return gateways;
    }

    Path data() {
        return data;
    }

    LauncherProcess up() {
        return up;
    }

    /** The process ids of its JVMs by name, as the data directory tells. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        JsonMapper.shared()
                .readTree(data.resolve("run/processes.json").toFile())
                .forEach(process -> processes.put(
                        process.path("name").asString(), process.path("pid").asLong()));
        return processes;
    }

    private boolean isHealthy() throws InterruptedException, IOException {
        if (!up.isRunning()) {
            throw new IllegalStateException("up ended: " + up.output());
        }
        if (!up.output().contains("Ctrl-C")) {
            return false;
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/healthz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
            return false; // Not up yet.
        }
    }

    @Override
    public void close() throws IOException {
        up.close();
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

    /**
     * A port for a first gateway; the next {@value #GATEWAYS} - 1 are free too, for its copies. Outside of what systems
     * give to outgoing connections and of what the launcher gives to the other services, so that none is taken before
     * it is bound.
     */
    static int freePort() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, BEYOND_PORTS - GATEWAYS);
            if (IntStream.range(first, first + GATEWAYS).allMatch(RunningSystem::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("No free ports between " + FIRST_PORT + " and " + BEYOND_PORTS);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
