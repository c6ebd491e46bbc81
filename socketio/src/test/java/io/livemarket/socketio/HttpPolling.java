package io.livemarket.socketio;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests as a polling client makes them. */
final class HttpPolling {

    static final HttpClient HTTP = client();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * Of this session alone: a request that is cancelled as it ends may close a connection that the client has lent
     * again.
     */
    private final HttpClient http;

    private final int port;
    private final String path;
    private final String sid;

    private HttpPolling(HttpClient http, int port, String path, String sid) {
        this.http = http;
        this.port = port;
        this.path = path;
        this.sid = sid;
    }

    /** Opens a session. */
    static HttpPolling open(int port) throws IOException, InterruptedException {
        HttpPolling unopened = new HttpPolling(client(), port, "/socket.io/", null);
        String handshake = unopened.get().body();
        return new HttpPolling(unopened.http, port, unopened.path, sidOf(handshake));
    }

    /** The session id in a handshake packet. */
    static String sidOf(String handshake) {
        String start = "0{\"sid\":\"";
        if (!handshake.startsWith(start)) {
            throw new IllegalStateException("Not a handshake: " + handshake);
        }
        return handshake.substring(start.length(), handshake.indexOf('"', start.length()));
    }

    static HttpResponse<String> request(int port, String method, String pathAndQuery, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery))
                .timeout(LIMIT)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    String sid() {
        return sid;
    }

    HttpResponse<String> get() throws IOException, InterruptedException {
        return http.send(builder().GET().build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getLater() {
        return http.sendAsync(builder().GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return http.send(builder().POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postLater(HttpRequest.BodyPublisher body) {
        return http.sendAsync(builder().POST(body).build(), BodyHandlers.ofString());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest.Builder builder() {
        String query = "?EIO=4&transport=polling" + (sid == null ? "" : "&sid=" + sid);
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + query))
                .timeout(LIMIT);
    }
}
