package io.livemarket.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** A service behind the gateway: healthy until a test changes it, and recording its requests. */
public class FakeService implements AutoCloseable {

    private final String name;
    private final HttpServer server;
    private volatile boolean healthy = true;

    /** The request that a service received. */
    public record Heard(
            String service, String method, String path, String query, Map<String, String> headers, String body) {}

    public FakeService(String name) {
        this(name, 0);
    }

    @SuppressWarnings("this-escape") // The last statements: no field is written after them.
    public FakeService(String name, int port) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    public void healthy(boolean nowHealthy) {
        healthy = nowHealthy;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/healthz")) {
                answer(exchange, healthy ? 200 : 503, "{\"status\":\"" + (healthy ? "UP" : "DOWN") + "\"}");
            } else if (path.equals("/.well-known/jwks.json")) {
                answer(exchange, 200, TestTokens.jwks());
            } else {
                handle(exchange);
            }
        }
    }

    /** Answers with the received request. */
    protected void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((key, values) -> headers.put(key.toLowerCase(), String.join(",", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        Heard heard = new Heard(name, exchange.getRequestMethod(), uri.getPath(), uri.getQuery(), headers, body);
        answer(exchange, 200, new String(Json.bytes(heard), StandardCharsets.UTF_8));
    }

    protected static void problem(HttpExchange exchange, ErrorCode code) throws IOException {
        answer(
                exchange,
                code.status(),
                "application/problem+json",
                new String(Json.bytes(Problem.of(code)), StandardCharsets.UTF_8));
    }

    protected static void answer(HttpExchange exchange, int status, String json) throws IOException {
        answer(exchange, status, "application/json", json);
    }

    private static void answer(HttpExchange exchange, int status, String type, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
