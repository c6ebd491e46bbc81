package io.livemarket.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks parts whether they work. */
final class HealthCheck implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final String CATCHING_UP = "OUT_OF_SERVICE";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** Whether this address answers 200 within five seconds. */
    boolean isGreen(URI health) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(health).timeout(LIMIT).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether this address says that it works and is only catching up with its topics. */
    boolean isCatchingUp(URI health) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(health).timeout(LIMIT).build();
        try {
            String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return JSON.readTree(body).path("status").asString("").equals(CATCHING_UP);
        } catch (IOException | JacksonException e) {
            return false;
        }
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
