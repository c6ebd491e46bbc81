package io.livemarket.socketio;

import io.livemarket.socketio.protocol.EnginePacket;
import io.livemarket.socketio.protocol.EnginePacketType;
import io.livemarket.socketio.protocol.PollingPayload;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A small client that answers heartbeats and gives its messages one by one, over any transport. */
final class TestClient implements AutoCloseable {

    /** The three ways in which a client may connect. */
    enum Mode {
        POLLING,
        WEBSOCKET,
        UPGRADE
    }

    /** The end of the session. */
    record Ended(String how) {}

    private static final int LIMIT_SECONDS = 30;

    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final int port;
    private HttpPolling polling;
    private volatile RawWebSocket webSocket;
    private volatile boolean paused;
    private Thread poller;
    private Thread reader;

    private TestClient(int port) {
        this.port = port;
    }

    /** Opens a session; with {@code UPGRADE} it is still polling until {@link #upgrade}. */
    static TestClient open(int port, Mode mode) throws IOException, InterruptedException {
        TestClient client = new TestClient(port);
        if (mode == Mode.WEBSOCKET) {
            client.webSocket = RawWebSocket.openSession(port);
            client.reader = Thread.ofVirtual().start(client::readWebSocket);
        } else {
            client.polling = HttpPolling.open(port);
            client.poller = Thread.ofVirtual().start(client::poll);
        }
        return client;
    }

    /** Opens a session, upgrades it in the mode {@code UPGRADE}, and connects to the main namespace. */
    static TestClient connect(int port, Mode mode) throws IOException, InterruptedException {
        TestClient client = open(port, mode);
        client.send("40");
        String answer = client.takeText();
        if (!answer.startsWith("40{\"sid\":\"")) {
            throw new IllegalStateException("Not connected: " + answer);
        }
        if (mode == Mode.UPGRADE) {
            client.upgrade();
        }
        return client;
    }

    /** Upgrades to a websocket as the protocol prescribes: probe, pause polling, upgrade. */
    void upgrade() throws InterruptedException {
        RawWebSocket candidate = RawWebSocket.open(port, "EIO=4&transport=websocket&sid=" + polling.sid());
        candidate.send("2probe");
        Object answer = candidate.take();
        if (!"3probe".equals(answer)) {
            throw new IllegalStateException("Not a probe's answer: " + answer);
        }
        paused = true;
        poller.join();
        webSocket = candidate;
        candidate.send("5");
        reader = Thread.ofVirtual().start(this::readWebSocket);
    }

    void send(String packet) throws IOException, InterruptedException {
        if (webSocket != null) {
            webSocket.send(packet);
        } else {
            post(packet);
        }
    }

    void send(byte[] message) throws IOException, InterruptedException {
        if (webSocket != null) {
            webSocket.send(message);
        } else {
            post("b" + Base64.getEncoder().encodeToString(message));
        }
    }

    /**
     * A request that fails ends the session, as it does for every Socket.IO client: a session that ends takes its
     * connections along.
     */
    private synchronized void post(String body) throws InterruptedException {
        try {
            HttpResponse<String> response = polling.post(body);
            if (response.statusCode() != 200) {
                messages.add(new Ended("POST " + response.statusCode()));
            }
        } catch (IOException e) {
            messages.add(new Ended("POST " + e));
        }
    }

    /** The next message: text, a byte array, or {@link Ended}. */
    Object take() throws InterruptedException {
        Object next = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("Nothing came within " + LIMIT_SECONDS + " s");
        }
        return next;
    }

    String takeText() throws InterruptedException {
        Object next = take();
        if (next instanceof String text) {
            return text;
        }
        throw new IllegalStateException("Not a text: " + next);
    }

    /** Waits for the session's end, after whatever comes before it. */
    void takeEnd() throws InterruptedException {
        while (!(take() instanceof Ended)) {
            // Messages before the end do not matter here.
        }
    }

    private void poll() {
        try {
            while (!paused) {
                HttpResponse<String> response = polling.get();
                if (response.statusCode() != 200) {
                    messages.add(new Ended("GET " + response.statusCode()));
                    return;
                }
                for (EnginePacket packet : PollingPayload.decode(response.body().getBytes(StandardCharsets.UTF_8))) {
                    if (packet.type() == EnginePacketType.CLOSE) {
                        messages.add(new Ended("close packet"));
                        return;
                    }
                    receive(packet);
                }
            }
        } catch (IOException | InterruptedException e) {
            messages.add(new Ended(e.toString()));
        }
    }

    private void readWebSocket() {
        try {
            while (true) {
                switch (webSocket.take()) {
                    case String text -> {
                        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                        receive(EnginePacket.text(bytes, 0, bytes.length));
                    }
                    case byte[] bytes -> messages.add(bytes);
                    case Object closed -> {
                        messages.add(new Ended(closed.toString()));
                        return;
                    }
                }
            }
        } catch (IllegalStateException | IOException | InterruptedException e) {
            messages.add(new Ended(e.toString()));
        }
    }

    private void receive(EnginePacket packet) throws IOException, InterruptedException {
        switch (packet.type()) {
            case MESSAGE ->
                messages.add(
                        packet.binary()
                                ? packet.bytes()
                                : "4" + new String(packet.copyOfPayload(), StandardCharsets.UTF_8));
            case PING -> send("3");
            default -> {}
        }
    }

    /** Lets go without a word. */
    @Override
    public void close() {
        paused = true;
        if (webSocket != null) {
            webSocket.abort();
        }
        if (poller != null) {
            poller.interrupt();
        }
        if (reader != null) {
            reader.interrupt();
        }
    }
}
