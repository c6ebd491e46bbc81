package io.livemarket.containers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Docker's API as far as the making of a container: it has every image, notes what it is asked to make, and starts
 * nothing. What a container does once it runs is not imitated.
 */
final class StubEngine implements AutoCloseable {

    static final String REFUSAL = "this engine starts no container";

    private static final String VERSION_PREFIX = "^/v[0-9.]+";
    private static final Map<String, String> ANSWERS = Map.of(
            "/info",
                    "{\"ID\":\"stub\",\"OSType\":\"linux\",\"OperatingSystem\":\"stub\",\"ServerVersion\":\"28.0.0\",\"MemTotal\":8000000000,\"Driver\":\"overlay2\"}",
            "/version",
                    "{\"Version\":\"28.0.0\",\"ApiVersion\":\"1.48\",\"MinAPIVersion\":\"1.24\",\"Os\":\"linux\",\"Arch\":\"amd64\"}",
            "/images/json", "[]");

    private final List<String> made = new CopyOnWriteArrayList<>();
    private final List<String> removed = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    StubEngine() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("No port for the engine", e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** What {@code DOCKER_HOST} is to be. */
    String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The bodies of the requests for a new container. */
    List<String> made() {
        return made;
    }

    /** The ids of the containers that were removed. */
    List<String> removed() {
        return removed;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst(VERSION_PREFIX, "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/_ping")) {
            send(exchange, 200, "OK");
        } else if (ANSWERS.containsKey(path)) {
            send(exchange, 200, ANSWERS.get(path));
        } else if (path.matches("/images/.+/json")) {
            send(
                    exchange,
                    200,
                    "{\"Id\":\"sha256:00\",\"RepoTags\":[],\"Created\":\"2026-01-01T00:00:00Z\",\"Architecture\":\"amd64\",\"Os\":\"linux\",\"Config\":{}}");
        } else if (path.equals("/containers/create")) {
            made.add(body);
            send(exchange, 201, "{\"Id\":\"made-%d\",\"Warnings\":[]}".formatted(made.size()));
        } else if (path.matches("/containers/.+/(archive|logs)")) {
            send(exchange, 200, "");
        } else if (path.matches("/containers/.+/json")) {
            send(
                    exchange,
                    200,
                    "{\"Id\":\"%s\",\"State\":{\"Running\":false,\"Status\":\"created\"}}"
                            .formatted(path.split("/")[2]));
        } else if (path.matches("/containers/.+/start")) {
            send(exchange, 500, "{\"message\":\"" + REFUSAL + "\"}");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            removed.add(path.substring(path.lastIndexOf('/') + 1));
            send(exchange, 204, "");
        } else {
            send(
                    exchange,
                    404,
                    "{\"message\":\"not part of the stub: " + exchange.getRequestMethod() + " " + path + "\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", body.startsWith("{") || body.startsWith("[") ? "application/json" : "text/plain");
        exchange.getResponseHeaders().add("Api-Version", "1.48");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
