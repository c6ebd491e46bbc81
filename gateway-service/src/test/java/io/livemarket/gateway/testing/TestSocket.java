package io.livemarket.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.livemarket.events.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A Socket.IO client over a websocket, just large enough to receive everything that the server sends. */
public final class TestSocket implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_S = 60;

    private final CompletableFuture<JsonNode> connected = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> acks = new ConcurrentHashMap<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicLong ackIds = new AtomicLong();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    /** An event of the server. */
    public record Event(String name, JsonNode payload) {
        public String text(String field) {
            return payload.path(field).asString("");
        }

        public long number(String field) {
            return payload.path(field).longValue();
        }
    }

    /** A client that the server refused. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient JsonNode error;

        Refused(JsonNode error) {
            super(error.toString());
            this.error = error;
        }

        public String code() {
            return error.path("data").path("code").asString("");
        }
    }

    private TestSocket() {}

    /** Connects with a token; the auth payload is absent when it is null. */
    public static TestSocket connect(int port, String token) {
        return connectWith(port, token == null ? "" : new String(Json.bytes(Map.of("token", token))));
    }

    /** Connects with that JSON as auth. */
    public static TestSocket connectWith(int port, String auth) {
        TestSocket client = new TestSocket();
        URI uri = URI.create("ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket");
        client.socket = HTTP.newWebSocketBuilder()
                .buildAsync(uri, client.new Receiver())
                .join();
        client.send("40" + auth);
        try {
            client.connected.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            client.close();
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return client;
    }

    /** Connects, and waits until the session is up to date. */
    public static TestSocket online(int port, String token) {
        TestSocket client = connect(port, token);
        client.awaitEvent("reconnect", _ -> true);
        return client;
    }

    public void send(String frame) {
        synchronized (this) {
            sending = sending.thenCompose(_ -> socket.sendText(frame, true)).exceptionally(_ -> null);
        }
    }

    /** Sends an event that wants no ack. */
    public void emit(String event, Object payload) {
        send("42" + new String(Json.bytes(List.of(event, payload))));
    }

    /** Sends an event; the answer is the ack's first argument. */
    public CompletableFuture<JsonNode> asking(String event, Object payload) {
        return askingRaw(new String(Json.bytes(List.of(event, payload))));
    }

    /** Sends that text as the JSON of an event. */
    public CompletableFuture<JsonNode> askingRaw(String json) {
        long id = ackIds.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        acks.put(id, answer);
        send("42" + id + json);
        return answer;
    }

    public JsonNode ask(String event, Object payload) {
        return asking(event, payload).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    public JsonNode askRaw(String json) {
        return askingRaw(json).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** The events received so far under a name, in order. */
    public List<Event> received(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** Everything that came so far, in order. */
    public List<Event> received() {
        return List.copyOf(events);
    }

    public Event awaitEvent(String name, Predicate<Event> which) {
        await().atMost(Duration.ofSeconds(PATIENCE_S))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> received(name).stream().anyMatch(which));
        return received(name).stream().filter(which).findFirst().orElseThrow();
    }

    public Event awaitEvent(String name, String field, String value) {
        return awaitEvent(name, event -> event.text(field).equals(value));
    }

    /** Completes when the server, or the network, ended the connection. */
    public CompletableFuture<String> closed() {
        return closed;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    private void receive(String packet) {
        if (packet.equals("2")) {
            send("3");
        } else if (packet.startsWith("40")) {
            connected.complete(json(packet.substring(2)));
        } else if (packet.startsWith("44")) {
            connected.completeExceptionally(new Refused(json(packet.substring(2))));
        } else if (packet.equals("41")) {
            closed.complete("disconnect");
        } else if (packet.startsWith("42")) {
            JsonNode array = json(packet.substring(2));
            events.add(new Event(array.get(0).stringValue(), array.path(1)));
        } else if (packet.startsWith("43")) {
            int at = packet.indexOf('[');
            acks.remove(Long.valueOf(packet.substring(2, at)))
                    .complete(json(packet.substring(at)).get(0));
        }
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    }

    private void over(String reason) {
        closed.complete(reason);
        connected.completeExceptionally(new IllegalStateException("closed: " + reason));
        acks.values().forEach(ack -> ack.completeExceptionally(new IllegalStateException("closed: " + reason)));
    }

    private final class Receiver implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String packet = text.toString();
                text.setLength(0);
                receive(packet);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            over("close " + status);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            over(error.toString());
        }
    }

    @Override
    public void close() {
        socket.abort();
        over("client");
    }
}
