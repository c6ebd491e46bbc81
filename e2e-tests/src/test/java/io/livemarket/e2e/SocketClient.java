package io.livemarket.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A Socket.IO client over a websocket that connects, emits events and looks at nothing that comes. */
final class SocketClient implements AutoCloseable, WebSocket.Listener {

    private static final long LIMIT_SECONDS = 60;

    private final Map<String, String> auth;
    private final StringBuilder frame = new StringBuilder();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    private SocketClient(String url, String token) {
        this.auth = Map.of("token", token);
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"), this)
                .join();
    }

    /** Returns when it is connected. */
    static SocketClient connect(String url, String token) throws Exception {
        SocketClient client = new SocketClient(url, token);
        client.connected.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    void emit(String event, Object payload) {
        socket.sendText("42" + JsonMapper.shared().writeValueAsString(new Object[] {event, payload}), true)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        frame.append(data);
        from.request(1);
        if (last) {
            String packet = frame.toString();
            frame.setLength(0);
            if (packet.startsWith("0")) {
                return from.sendText("40" + JsonMapper.shared().writeValueAsString(auth), true);
            } else if (packet.equals("2")) {
                return from.sendText("3", true);
            } else if (packet.startsWith("40")) {
                connected.complete(null);
            } else if (packet.startsWith("44")) {
                connected.completeExceptionally(new IllegalStateException(packet));
            }
        }
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        connected.completeExceptionally(error);
    }

    @Override
    public void close() {
        // The gateway closes the sockets of a session that ended, perhaps at this moment.
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .exceptionally(_ -> socket)
                .join();
        http.close();
    }
}
