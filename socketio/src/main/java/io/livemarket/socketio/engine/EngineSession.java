package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.protocol.EnginePacket;
import io.livemarket.socketio.protocol.EnginePacketType;
import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.Outgoing;
import io.livemarket.socketio.protocol.PollingPayload;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's Engine.IO session, whichever transport carries it. Everything that changes it runs as a serial task, so
 * it needs no locks; public methods may be called from any thread unless they say otherwise.
 */
public final class EngineSession extends SerialTasks {

    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final AtomicIntegerFieldUpdater<EngineSession> OVERFLOWN =
            AtomicIntegerFieldUpdater.newUpdater(EngineSession.class, "overflown");
    private static final Outgoing PING = Outgoing.of(Frame.PING);

    private enum State {
        OPEN,
        /** Ended for the listener; what is queued is still sent. */
        CLOSING,
        CLOSED
    }

    private final EngineServer server;
    private final String id;
    private final EngineListener listener;
    private final Heartbeat heartbeat = new Heartbeat(this);
    private final OutboundQueue outbound = new OutboundQueue();

    private volatile State state = State.OPEN;
    private volatile Transport transport;
    private volatile int overflown;

    // Confined to the session's tasks.
    private Upgrade upgrade;
    // The transport of the POST under way, which an upgrade may meanwhile have replaced.
    private PollingTransport posts;
    private SessionLoop.Timer closeTimer;
    private DisconnectReason closeReason;

    EngineSession(EngineServer server, String id, SessionLoop loop, EngineListener listener, Transport transport) {
        super(loop);
        this.server = server;
        this.id = id;
        this.listener = listener;
        this.transport = transport;
    }

    /** Starts the heartbeat and sends the handshake; the first task of a session. */
    void open() {
        Outgoing handshake = Outgoing.of(Frame.text(server.handshakeOf(this)));
        outbound.reserve(handshake);
        outbound.add(new OutboundQueue.Node(this, handshake));
        heartbeat.start();
        listener.onOpen(this);
    }

    String id() {
        return id;
    }

    EngineServer server() {
        return server;
    }

    public TransportKind transportKind() {
        return transport.kind();
    }

    /** Frames that wait for the client to read. */
    public int queuedFrames() {
        return outbound.frames();
    }

    /** Their bytes. */
    public int queuedBytes() {
        return outbound.bytes();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Runs an action in the order of this session's tasks. */
    public void execute(Runnable action) {
        submit(action);
    }

    /** Runs an action at once when called from a task of this session, else in the order of its tasks. */
    public void runInOrder(Runnable action) {
        if (isInside()) {
            action.run();
        } else {
            submit(action);
        }
    }

    /**
     * Runs an action as a task of this session after that many milliseconds, unless it is cancelled or the session
     * ends.
     */
    public SessionLoop.Timer schedule(Runnable action, long millis) {
        return home().schedule(
                        () -> runOrSubmit(() -> {
                            if (state != State.CLOSED) {
                                action.run();
                            }
                        }),
                        millis);
    }

    /**
     * Queues a packet. When there is no room left the session is closed as a slow consumer.
     *
     * @return whether it was queued
     */
    public boolean send(Outgoing packet) {
        if (state != State.OPEN) {
            return false;
        }
        if (!outbound.reserve(
                packet, server.settings().maxQueuedFrames(), server.settings().maxQueuedBytes())) {
            server.metrics().framesDropped(packet.frameCount());
            if (OVERFLOWN.compareAndSet(this, 0, 1)) {
                submit(() -> close(DisconnectReason.SLOW_CONSUMER));
            }
            return false;
        }
        OutboundQueue.Node node = new OutboundQueue.Node(this, packet);
        if (isInside()) {
            enqueue(node);
        } else {
            submit(node);
        }
        return true;
    }

    void sendPing() {
        if (state == State.OPEN) {
            outbound.reserve(PING);
            outbound.add(new OutboundQueue.Node(this, PING));
        }
    }

    void enqueue(OutboundQueue.Node node) {
        if (state == State.OPEN) {
            outbound.add(node);
        } else {
            outbound.release(node.packet());
            server.metrics().framesDropped(node.packet().frameCount());
        }
    }

    /**
     * Ends the session now. What is queued is dropped; on a websocket what was handed over still goes out before the
     * close.
     */
    public void close(DisconnectReason reason) {
        if (!isInside()) {
            submit(() -> close(reason));
        } else if (state == State.OPEN) {
            end(reason);
            finish();
        }
    }

    /**
     * Ends the session for its listener now, and for the client once it took what is queued, or the close timeout
     * passed. An upgrade whose probe was answered may still complete.
     */
    public void closeAfterFlush(DisconnectReason reason) {
        if (!isInside()) {
            submit(() -> closeAfterFlush(reason));
        } else if (state == State.OPEN) {
            end(reason);
            state = State.CLOSING;
            closeTimer = schedule(this::finish, server.settings().closeTimeout().toMillis());
        }
    }

    private void end(DisconnectReason reason) {
        closeReason = reason;
        heartbeat.stop();
        // A client whose probe was answered polls no more: it can take what is queued over its websocket only.
        if (upgrade != null && !upgrade.isProbed()) {
            cancelUpgrade();
        }
        state = State.CLOSING;
        server.metrics().sessionClosed(reason);
        listener.onClose(this, reason);
    }

    private void cancelUpgrade() {
        upgrade.cancel();
        upgrade = null;
    }

    private void finish() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (upgrade != null) {
            cancelUpgrade();
        }
        if (closeTimer != null) {
            closeTimer.cancel();
        }
        server.remove(this);
        transport.close(closeReason);
        if (posts != null) {
            posts.close(closeReason);
        }
        int dropped = outbound.clear();
        if (dropped > 0) {
            server.metrics().framesDropped(dropped);
        }
    }

    @Override
    void afterTasks() {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.CLOSING && transport instanceof PollingTransport polling) {
            if (polling.isPolled()) {
                closePolling(polling);
            }
            return;
        }
        if (!outbound.isEmpty()) {
            transport.flush(outbound);
        }
        if (state == State.CLOSING && outbound.isEmpty()) {
            finish();
        }
    }

    /**
     * The end has a GET of its own: a client hands events of a payload on a moment later, and those that came in one
     * payload with the end of the transport never (socket.io-client 4.8).
     */
    private void closePolling(PollingTransport polling) {
        if (outbound.isEmpty() || closeReason == DisconnectReason.CLIENT_DISCONNECT) {
            Outgoing farewell = Outgoing.of(PollingTransport.farewell(closeReason));
            outbound.reserve(farewell);
            outbound.add(new OutboundQueue.Node(this, farewell));
            polling.flush(outbound);
            finish();
        } else {
            polling.flush(outbound);
        }
    }

    @Override
    void taskFailed(Throwable failure) {
        log.error("A session is closed because of a fault", failure);
        if (state == State.OPEN) {
            end(DisconnectReason.INTERNAL_ERROR);
        }
        finish();
    }

    // What HTTP requests do.

    /** A GET that asks for packets. */
    public void poll(PollingExchange exchange) {
        runOrSubmit(() -> {
            if (state == State.CLOSED) {
                exchange.refuse(EngineError.UNKNOWN_SID);
            } else if (!(transport instanceof PollingTransport polling)) {
                exchange.refuse(EngineError.BAD_REQUEST);
            } else if (!polling.startPoll(exchange)) {
                exchange.refuse(EngineError.BAD_REQUEST);
                close(DisconnectReason.TRANSPORT_ERROR);
            } else if (upgrade != null && outbound.isEmpty()) {
                upgrade.pollStarted();
            }
        });
    }

    /** The client of a GET went away before it was answered. */
    public void pollAborted(PollingExchange exchange) {
        runOrSubmit(() -> {
            if (transport instanceof PollingTransport polling && polling.abortPoll(exchange)) {
                close(DisconnectReason.TRANSPORT_CLOSE);
            }
        });
    }

    /** A POST whose body is still to come. */
    public void postStarted(PollingExchange exchange) {
        runOrSubmit(() -> {
            if (state == State.CLOSED) {
                exchange.refuse(EngineError.UNKNOWN_SID);
            } else if (!(transport instanceof PollingTransport polling)) {
                exchange.refuse(EngineError.BAD_REQUEST);
            } else if (!polling.startPost(exchange)) {
                exchange.refuse(EngineError.BAD_REQUEST);
                close(DisconnectReason.TRANSPORT_ERROR);
            } else {
                posts = polling;
            }
        });
    }

    /** The body of a POST that was started. */
    public void postReceived(PollingExchange exchange, byte[] body) {
        runOrSubmit(() -> {
            PollingTransport polling = posts;
            if (polling == null || !polling.isPosting(exchange)) {
                exchange.refuse(EngineError.BAD_REQUEST);
                return;
            }
            var packets = PollingPayload.decode(body);
            server.metrics().framesReceived(packets.size(), body.length);
            for (EnginePacket packet : packets) {
                receive(packet);
            }
            if (polling.isPosting(exchange)) {
                finishPost(polling);
            }
        });
    }

    private void finishPost(PollingTransport polling) {
        posts = null;
        polling.finishPost();
    }

    /** A POST ended without its whole body: it was too large, or its client went away. */
    public void postAborted(PollingExchange exchange, DisconnectReason reason) {
        runOrSubmit(() -> {
            if (posts != null && posts.abortPost(exchange)) {
                posts = null;
                close(reason);
            }
        });
    }

    // What websockets do.

    /** A websocket that wants to take over from polling. */
    public void upgradeTo(Transport.WebSocket candidate) {
        runOrSubmit(() -> {
            if (state != State.OPEN || upgrade != null || transport.kind() == TransportKind.WEBSOCKET) {
                candidate.close(DisconnectReason.TRANSPORT_ERROR);
            } else {
                upgrade = new Upgrade(this, candidate);
            }
        });
    }

    public void textReceived(Transport.WebSocket from, byte[] bytes) {
        runOrSubmit(() -> {
            EnginePacket packet = EnginePacket.text(bytes, 0, bytes.length);
            if (from == transport) {
                server.metrics().framesReceived(1, bytes.length);
                receive(packet);
            } else if (upgrade != null && upgrade.isBy(from)) {
                upgrade.receive(packet);
            }
        });
    }

    public void binaryReceived(Transport.WebSocket from, byte[] bytes) {
        runOrSubmit(() -> {
            if (from == transport) {
                server.metrics().framesReceived(1, bytes.length);
                receive(EnginePacket.binary(bytes));
            } else if (upgrade != null && upgrade.isBy(from)) {
                upgrade.receive(EnginePacket.MALFORMED);
            }
        });
    }

    /** A websocket is gone, or has to go. */
    public void webSocketClosed(Transport.WebSocket from, DisconnectReason reason) {
        runOrSubmit(() -> {
            if (from == transport) {
                if (state == State.CLOSING) {
                    finish();
                }
                close(reason);
            } else if (upgrade != null && upgrade.isBy(from)) {
                upgrade.fail();
            }
        });
    }

    /** The network takes frames again, or the batch of frames that was read is at its end. */
    public void flush() {
        run();
    }

    private void receive(EnginePacket packet) {
        if (state == State.CLOSING && packet.type() == EnginePacketType.CLOSE) {
            // The client took its last packets and polls no more; its POST is answered first.
            submit(this::finish);
        }
        if (state != State.OPEN) {
            return;
        }
        switch (packet.type()) {
            case MESSAGE -> deliver(packet);
            case PONG -> {
                // A client that answers a ping that still waits here does not read, and must not live on made-up
                // answers.
                if (!outbound.holdsPing()) {
                    heartbeat.pongReceived();
                }
            }
            // The GET that belongs to it may arrive later, on another connection.
            case CLOSE -> closeAfterFlush(DisconnectReason.CLIENT_DISCONNECT);
            // Harmless, and sent by clients that poll.
            case NOOP -> {}
            // A client pings while it probes only, and opens nothing.
            case OPEN, PING, UPGRADE, MALFORMED -> close(DisconnectReason.PARSE_ERROR);
        }
    }

    private void deliver(EnginePacket packet) {
        if (packet.binary()) {
            listener.onBinary(this, packet.bytes());
        } else {
            listener.onText(this, packet.bytes(), packet.offset(), packet.length());
        }
    }

    // What an upgrade does.

    /** Lets a waiting GET go, for the client to pause polling. */
    void releasePoll() {
        if (outbound.isEmpty() && transport instanceof PollingTransport polling) {
            polling.answerPoll(Frame.NOOP);
        }
    }

    void upgradeFailed() {
        upgrade = null;
    }

    void upgradeCompleted(Transport.WebSocket candidate) {
        upgrade = null;
        if (transport instanceof PollingTransport polling) {
            // On the websocket's loop, where the answer to the probe has gone out by then.
            submit(polling::refusePoll);
        }
        transport = candidate;
        server.metrics().sessionUpgraded();
        moveTo(candidate.loop());
    }
}
