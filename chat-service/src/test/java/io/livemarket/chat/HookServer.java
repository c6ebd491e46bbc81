package io.livemarket.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.events.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A marketplace's check of messages, on loopback: it refuses the word {@code prohibido}. */
final class HookServer implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private HookServer(HttpServer server) {
        this.server = server;
    }

    static HookServer start() {
        try {
            HookServer hook =
                    new HookServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            hook.server.createContext("/", hook::check);
            hook.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            hook.server.start();
            return hook;
        } catch (IOException e) {
            throw new IllegalStateException("No free port for a hook", e);
        }
    }

    private void check(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode message = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            String content = message.path("data").path("content").asString("");
            asked.add(content);
            byte[] answer = (content.contains("prohibido")
                            ? "{\"allow\": false, \"reason\": \"forbidden_thing\"}"
                            : "{\"allow\": true}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** The settings of a chat-service that asks this hook. */
    String[] settings() {
        return new String[] {
            "--livemarket.chat.pre-send.url=http://localhost:"
                    + server.getAddress().getPort() + "/check",
            "--livemarket.chat.pre-send.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "--livemarket.chat.pre-send.deadline=2s"
        };
    }

    /** The contents of the messages about which it was asked, in their order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
