package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.protocol.EnginePacket;
import io.livemarket.socketio.protocol.EnginePacketType;
import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.Outgoing;
import io.livemarket.socketio.protocol.PollingPayload;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Engine.IO session of one client, whichever transport carries it. Every change of a session runs as a serial task,
 * so it needs no locks; public methods are thread-safe unless documented otherwise.
 */
public final class EngineSession extends SerialTasks {

    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final AtomicIntegerFieldUpdater<EngineSession> OVERFLOWN =
            AtomicIntegerFieldUpdater.newUpdater(EngineSession.class, "overflown");
    private static final Outgoing PING = Outgoing.of(Frame.PING);

    private enum State {
        OPEN,
        /** The session has ended for the listener; queued frames are still sent. */
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
    private @Nullable Upgrade upgrade;
    // The transport of the POST in progress, which an upgrade may have replaced meanwhile.
    private @Nullable PollingTransport posts;
    private SessionLoop.@Nullable Timer closeTimer;
    private DisconnectReason closeReason = DisconnectReason.INTERNAL_ERROR; // Until the session ends.

    EngineSession(EngineServer server, String id, SessionLoop loop, EngineListener listener, Transport transport) {
        super(loop);
        this.server = server;
        this.id = id;
        this.listener = listener;
        this.transport = transport;
    }

    /** Starts the heartbeat and sends the handshake. The first task of a session. */
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

    /** The frames that wait for the client to read. */
    public int queuedFrames() {
        return outbound.frames();
    }

    /** The bytes of the frames that wait for the client to read. */
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

    /** Runs an action at once when called from a task of this session, otherwise in the order of the tasks. */
    public void runInOrder(Runnable action) {
        if (isInside()) {
            action.run();
        } else {
            submit(action);
        }
    }

    /**
     * Runs an action as a task of this session after a delay, unless the timer is cancelled or the session ends before.
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
     * Queues a packet. A session whose queue has no room is closed as a slow consumer.
     *
     * @return whether the packet was queued
     */
    public boolean send(Outgoing packet) {
        if (state != State.OPEN) {
            return false;
        }
        if (!outbound.reserve(
                packet,
                server.settings().limits().maxQueuedFrames(),
                server.settings().limits().maxQueuedBytes())) {
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
     * Ends the session now. Queued frames are dropped; frames that a websocket was handed are sent before its close
     * frame.
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
     * Ends the session for its listener now, and for the client once the client has read the queued frames or the close
     * timeout has passed. An upgrade whose probe was answered may still complete.
     */
    public void closeAfterFlush(DisconnectReason reason) {
        if (!isInside()) {
            submit(() -> closeAfterFlush(reason));
        } else if (state == State.OPEN) {
            end(reason);
            state = State.CLOSING;
            closeTimer =
                    schedule(this::finish, server.settings().timeouts().close().toMillis());
        }
    }

    private void end(DisconnectReason reason) {
        closeReason = reason;
        heartbeat.stop();
        // A client whose probe was answered polls no more: it can receive the queued frames over its websocket only.
        if (upgrade != null && !upgrade.isProbed()) {
            cancelUpgrade();
        }
        state = State.CLOSING;
        server.metrics().sessionClosed(reason);
        listener.onClose(this, reason);
    }

    private void cancelUpgrade() {
        if (upgrade != null) {
            upgrade.cancel();
            upgrade = null;
        }
    }

    private void finish() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        cancelUpgrade();
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
     * The end of the session is answered to a GET of its own: a client hands the events of a payload over a moment
     * later, and never those that arrive in one payload with the end of the transport (socket.io-client 4.8).
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

    // Called for HTTP requests.

    /** Handles a GET that asks for packets. */
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

    /** The client of a GET closed its connection before the answer. */
    public void pollAborted(PollingExchange exchange) {
        runOrSubmit(() -> {
            if (transport instanceof PollingTransport polling && polling.abortPoll(exchange)) {
                close(DisconnectReason.TRANSPORT_CLOSE);
            }
        });
    }

    /** Handles a POST whose body is not received yet. */
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

    /** Handles the body of a POST that was started. */
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

    /** A POST ended without its whole body: the body was too large, or the client closed the connection. */
    public void postAborted(PollingExchange exchange, DisconnectReason reason) {
        runOrSubmit(() -> {
            if (posts != null && posts.abortPost(exchange)) {
                posts = null;
                close(reason);
            }
        });
    }

    // Called for websockets.

    /** Offers a websocket that asks to take over from polling. */
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

    /** A websocket was closed, or has to be closed. */
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

    /** The network accepts frames again, or a batch of received frames has been handled. */
    public void flush() {
        run();
    }

    private void receive(EnginePacket packet) {
        if (state == State.CLOSING && packet.type() == EnginePacketType.CLOSE) {
            // The client has received its last packets and polls no more; its POST is answered first.
            submit(this::finish);
        }
        if (state != State.OPEN) {
            return;
        }
        switch (packet.type()) {
            case MESSAGE -> deliver(packet);
            case PONG -> {
                // A client that answers a ping which still waits in the queue does not read, and must not stay
                // connected by invented answers.
                if (!outbound.holdsPing()) {
                    heartbeat.pongReceived();
                }
            }
            // The GET that belongs to the CLOSE packet may arrive later, on another connection.
            case CLOSE -> closeAfterFlush(DisconnectReason.CLIENT_DISCONNECT);
            // Has no effect; clients that poll send it.
            case NOOP -> {}
            // A client pings only while it probes, and opens nothing.
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

    // Called by an upgrade.

    /** Answers a waiting GET, so that the client can pause polling. */
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
            // On the loop of the websocket, which has sent the answer to the probe by then.
            submit(polling::refusePoll);
        }
        transport = candidate;
        server.metrics().sessionUpgraded();
        moveTo(candidate.loop());
    }
}
