package io.livemarket.e2e;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device of a user with the official Socket.IO client for Java, which keeps what comes of messages, in order. */
final class ListeningDevice implements AutoCloseable {

    private static final List<String> EVENTS = List.of(
            "message:receive",
            "message:sent",
            "message:edit",
            "message:delivered",
            "message:read",
            "user:typing",
            "user:status",
            "reconnect");
    private static final long LIMIT_SECONDS = 60;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Socket socket;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** An event and its payload. */
    record Heard(String event, JsonNode payload) {}

    private ListeningDevice(Socket socket) {
        this.socket = socket;
    }

    /** Returns when the device is connected and caught up. */
    static ListeningDevice connect(String gateway, Account owner) {
        IO.Options options = IO.Options.builder()
                .setAuth(Map.of("token", owner.token()))
                .setTransports(new String[] {WebSocket.NAME})
                .setForceNew(true)
                .build();
        ListeningDevice device = new ListeningDevice(IO.socket(URI.create(gateway), options));
        EVENTS.forEach(event -> device.socket.on(
                event, arguments -> device.heard.add(new Heard(event, JSON.readTree(arguments[0].toString())))));
        device.socket.connect();
        device.awaits("reconnect", _ -> true);
        return device;
    }

    /** Emits an event; its answer. */
    JsonNode ask(String event, Map<String, ?> payload) throws Exception {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        socket.emit(event, new Object[] {new JSONObject(payload)}, (Ack)
                arguments -> answer.complete(JSON.readTree(arguments[0].toString())));
        return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until an event came, or sees that it has come. */
    void awaits(String event, Predicate<JsonNode> wanted) {
        Awaitility.await(event)
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .until(() ->
                        heard.stream().anyMatch(each -> each.event().equals(event) && wanted.test(each.payload())));
    }

    /** Places of the messages of a chat that came as new ones, in the order in which they came; own ones too. */
    List<Long> places(String chat) {
        return heard.stream()
                .filter(each -> List.of("message:receive", "message:sent").contains(each.event())
                        && each.payload().path("chatId").asString().equals(chat))
                .map(each -> each.payload().path("seq").asLong())
                .toList();
    }

    @Override
    public void close() {
        socket.close();
    }
}
