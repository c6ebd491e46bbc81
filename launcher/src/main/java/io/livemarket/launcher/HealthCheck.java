package io.livemarket.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests the health of parts. */
final class HealthCheck implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** The condition of a part. */
    enum Condition {
        /** The part does all of its work. */
        READY,
        /** The part reads its topics or restores its state, and becomes ready by itself. */
        CATCHING_UP,
        /** The part answers that it does not work. */
        DOWN,
        /** The part does not answer, or its answer is not a health document. */
        SILENT
    }

    /**
     * A part's answer.
     *
     * @param details of the components that are the reason; they change while a part catches up
     */
    record Answer(Condition condition, String details) {}

    /** The condition of the part with this address. */
    Answer ask(URI health) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(health).timeout(LIMIT).build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == OK
                    ? new Answer(Condition.READY, "")
                    : answer(JSON.readTree(response.body()));
        } catch (IOException | JacksonException e) {
            return new Answer(Condition.SILENT, "");
        }
    }

    private static Answer answer(JsonNode health) {
        String status = health.path("status").asString("");
        StringJoiner reasons = new StringJoiner(" ");
        collect("", health, status, reasons);
        return new Answer(
                switch (status) {
                    case "OUT_OF_SERVICE" -> Condition.CATCHING_UP;
                    case "DOWN" -> Condition.DOWN;
                    default -> Condition.SILENT;
                },
                reasons.toString());
    }

    /** Collects the details of every component of that status, at any depth. */
    private static void collect(String name, JsonNode health, String status, StringJoiner reasons) {
        JsonNode components = health.path("components");
        if (components.isMissingNode() && health.path("status").asString("").equals(status)) {
            reasons.add(name + health.path("details"));
        }
        components.propertyStream().forEach(part -> collect(part.getKey(), part.getValue(), status, reasons));
    }

    /** Whether a server accepts connections at {@code host:port}. */
    static boolean accepts(String address) {
        int colon = address.lastIndexOf(':');
        InetSocketAddress socketAddress =
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        try (Socket socket = new Socket()) {
            socket.connect(socketAddress, (int) LIMIT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
