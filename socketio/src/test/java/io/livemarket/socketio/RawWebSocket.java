package io.livemarket.socketio;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A websocket whose messages are taken one by one: a String, a byte array, or the close status at the end. */
final class RawWebSocket implements WebSocket.Listener {

    /** The end of a connection: its status, or -1 when it broke. */
    record Closed(int status) {}

    private static final int LIMIT_SECONDS = 30;

    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket webSocket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    static RawWebSocket open(int port, String query, String... headers) {
        RawWebSocket opened = new RawWebSocket();
        WebSocket.Builder builder =
                HttpPolling.HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(LIMIT_SECONDS));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        opened.webSocket = builder.buildAsync(URI.create("ws://localhost:" + port + "/socket.io/?" + query), opened)
                .join();
        return opened;
    }

    static RawWebSocket openSession(int port) {
        return open(port, "EIO=4&transport=websocket");
    }

    synchronized void send(String message) {
        lastSend = lastSend.thenCompose(_ -> webSocket.sendText(message, true));
    }

    synchronized void sendPart(String part, boolean last) {
        lastSend = lastSend.thenCompose(_ -> webSocket.sendText(part, last));
    }

    synchronized void send(byte[] message) {
        lastSend = lastSend.thenCompose(_ -> webSocket.sendBinary(ByteBuffer.wrap(message), true));
    }

    void close() {
        webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    void abort() {
        webSocket.abort();
    }

    /** The next message; fails when there is none in time. */
    Object take() throws InterruptedException {
        Object next = received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("Nothing came within " + LIMIT_SECONDS + " s");
        }
        return next;
    }

    /** The close status, after whatever comes before it. */
    int takeClose() throws InterruptedException {
        while (true) {
            if (take() instanceof Closed(int status)) {
                return status;
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        received.add(bytes);
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
        received.add(new Closed(statusCode));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        received.add(new Closed(-1));
    }
}
