package io.livemarket.socketio.session;

import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.ConnectDecision;
import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.MalformedEvent;
import io.livemarket.socketio.Socket;
import io.livemarket.socketio.SocketListener;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.protocol.SocketPacket;
import io.livemarket.socketio.protocol.SocketPacketWriter;
import io.livemarket.socketio.protocol.SocketPayload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;

/** The socket of a session in one namespace. */
final class SocketSession implements Socket {

    private static final Logger log = LoggerFactory.getLogger(SocketSession.class);

    private static final AtomicIntegerFieldUpdater<SocketSession> CONNECTED =
            AtomicIntegerFieldUpdater.newUpdater(SocketSession.class, "connected");

    private final String id;
    private final String namespace;
    private final EngineSession engine;
    private final ClientConnection connection;
    private final Namespaces namespaces;
    private final SocketListener listener;
    private final @Nullable Object attachment;
    private volatile int connected = 1;
    private volatile long eventsReceived;
    private @Nullable PendingAcks acks;

    SocketSession(
            String id,
            String namespace,
            EngineSession engine,
            ClientConnection connection,
            Namespaces namespaces,
            ConnectDecision.Accepted accepted) {
        this.id = id;
        this.namespace = namespace;
        this.engine = engine;
        this.connection = connection;
        this.namespaces = namespaces;
        this.listener = accepted.listener();
        this.attachment = accepted.attachment();
    }

    EngineSession engine() {
        return engine;
    }

    void ready() {
        call(() -> listener.onReady(this));
    }

    /** Handles a packet for this socket; false when the packet violates the protocol. */
    boolean receive(SocketPacket packet, List<byte[]> attachments) {
        if (connected == 0) {
            // Being disconnected: packets that the client sent meanwhile are ignored.
            return true;
        }
        SocketPayload payload = switch (packet.type()) {
            case EVENT, BINARY_EVENT -> SocketPayload.event(packet, attachments);
            case ACK, BINARY_ACK -> SocketPayload.ack(packet, attachments);
            case CONNECT, DISCONNECT, CONNECT_ERROR, MALFORMED -> new SocketPayload.Violation();
        };
        return switch (payload) {
            case SocketPayload.Event(String name, ArrayNode arguments) -> {
                countEvent();
                call(() -> listener.onEvent(this, name, arguments, ackOf(packet)));
                yield true;
            }
            case SocketPayload.Malformed(MalformedEvent reason) -> {
                countEvent();
                call(() -> listener.onMalformed(this, reason, ackOf(packet)));
                yield true;
            }
            case SocketPayload.Ack(ArrayNode arguments) -> {
                if (acks != null) {
                    acks.complete(packet.ackId(), arguments);
                }
                yield true;
            }
            case SocketPayload.Auth _, SocketPayload.Violation _ -> false;
        };
    }

    // Written by the tasks of the session only.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void countEvent() {
        eventsReceived++;
    }

    private @Nullable AckSender ackOf(SocketPacket packet) {
        return packet.ackId() == SocketPacket.NO_ACK ? null : new SingleAck(this, packet.ackId());
    }

    boolean sendAck(long ackId, SocketPacketWriter.Arguments arguments) {
        return connected == 1 && engine.send(SocketPacketWriter.ack(namespace, ackId, arguments));
    }

    void gone(DisconnectReason reason) {
        connected = 0;
        namespaces.remove(this);
        if (acks != null) {
            acks.cancelAll();
        }
        call(() -> listener.onDisconnect(this, reason));
    }

    private void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            // No exception may reach the event loop, or the other sockets of the session.
            log.error("A socket listener failed; the session goes on", e);
            namespaces.metrics().callbackFailed();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public boolean isConnected() {
        return connected == 1 && engine.isOpen();
    }

    @Override
    public TransportKind transport() {
        return engine.transportKind();
    }

    @Override
    public int queuedFrames() {
        return engine.queuedFrames();
    }

    @Override
    public int queuedBytes() {
        return engine.queuedBytes();
    }

    @Override
    public long eventsReceived() {
        return eventsReceived;
    }

    @Override
    public boolean emit(EncodedEvent event) {
        return connected == 1 && engine.send(event.packet(namespace, SocketPacket.NO_ACK));
    }

    @Override
    public CompletionStage<ArrayNode> emitWithAck(EncodedEvent event, Duration timeout) {
        CompletableFuture<ArrayNode> answer = new CompletableFuture<>();
        engine.runInOrder(() -> {
            if (connected == 0) {
                answer.cancel(false);
                return;
            }
            if (acks == null) {
                acks = new PendingAcks(engine);
            }
            long ackId = acks.add(answer, timeout);
            if (!engine.send(event.packet(namespace, ackId))) {
                acks.cancel(ackId);
            }
        });
        return answer;
    }

    @Override
    public void disconnect(boolean closeTransport) {
        if (CONNECTED.compareAndSet(this, 1, 0)) {
            engine.send(SocketPacketWriter.disconnect(namespace));
        }
        // In a later task even when called from a callback, so that callbacks of the listener do not nest.
        engine.execute(() -> {
            connection.leave(this, DisconnectReason.SERVER_DISCONNECT);
            if (closeTransport) {
                engine.closeAfterFlush(DisconnectReason.SERVER_DISCONNECT);
            }
        });
    }

    @Override
    public void execute(Runnable task) {
        engine.execute(() -> call(task));
    }

    @Override
    public String toString() {
        return "Socket[" + id + " in " + namespace + "]";
    }
}
