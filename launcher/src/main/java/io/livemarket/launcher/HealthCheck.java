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

/** Asks parts whether they work. */
final class HealthCheck implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** How a part is. */
    enum Condition {
        /** It does all that it is for. */
        READY,
        /** It reads its topics or restores its state, and will be ready by itself. */
        CATCHING_UP,
        /** It says that it does not work. */
        DOWN,
        /** It does not answer, or with something that is no health. */
        SILENT
    }

    /**
     * What a part answers.
     *
     * @param details of the components that are the reason; they change while a part catches up
     */
    record Answer(Condition condition, String details) {}

    /** How the part with this address is. */
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

    /** Those of the components, however deep, that have that status. */
    private static void collect(String name, JsonNode health, String status, StringJoiner reasons) {
        JsonNode components = health.path("components");
        if (components.isMissingNode() && health.path("status").asString("").equals(status)) {
            reasons.add(name + health.path("details"));
        }
        components.propertyStream().forEach(part -> collect(part.getKey(), part.getValue(), status, reasons));
    }

    /** Whether something accepts connections at {@code host:port}. */
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
