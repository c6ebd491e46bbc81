package io.livemarket.gateway.socket;

import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.Socket;
import io.livemarket.socketio.TransportKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ArrayNode;

/** The socket of an invented user: it has room for every event and sends none. */
final class RehearsalSocket implements Socket {

    private final ClientSession session;
    private volatile String shown = "";

    RehearsalSocket(ClientSession session) {
        this.session = session;
    }

    /** The names of the events that were emitted, each followed by a space. */
    String shown() {
        return shown;
    }

    @Override
    public String id() {
        return "rehearsal";
    }

    @Override
    public String namespace() {
        return "/";
    }

    @Override
    public Object attachment() {
        return session;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public TransportKind transport() {
        return TransportKind.WEBSOCKET;
    }

    @Override
    public long eventsReceived() {
        return 0;
    }

    @Override
    public int queuedFrames() {
        return 0;
    }

    @Override
    public int queuedBytes() {
        return 0;
    }

    @Override
    public synchronized boolean emit(EncodedEvent event) {
        shown += event.name() + ' ';
        return true;
    }

    @Override
    public CompletionStage<ArrayNode> emitWithAck(EncodedEvent event, Duration timeout) {
        return CompletableFuture.failedStage(new UnsupportedOperationException("A rehearsal has no client"));
    }

    @Override
    public void disconnect(boolean closeTransport) {
        // It has no connection.
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
