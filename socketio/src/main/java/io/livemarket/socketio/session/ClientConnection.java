package io.livemarket.socketio.session;

import io.livemarket.socketio.ConnectDecision;
import io.livemarket.socketio.ConnectHandler;
import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.HandshakeRequest;
import io.livemarket.socketio.engine.EngineListener;
import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.engine.SessionLoop;
import io.livemarket.socketio.protocol.SocketPacket;
import io.livemarket.socketio.protocol.SocketPacketReader;
import io.livemarket.socketio.protocol.SocketPacketWriter;
import io.livemarket.socketio.protocol.SocketPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Socket.IO side of one session: the namespaces to which it is connected, or about which a handler decides.
 * Confined to the tasks of the session.
 */
public final class ClientConnection implements EngineListener {

    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

    private final Namespaces namespaces;
    private @Nullable HandshakeRequest request;
    private SessionLoop.@Nullable Timer connectTimer;
    /** The source of the session while the session is counted as unconnected. */
    private @Nullable String source;

    private @Nullable PendingPacket pending;
    private List<String> deciding = List.of();
    // Nearly every client uses one namespace; the list holds further sockets.
    private @Nullable SocketSession socket;
    private List<SocketSession> otherSockets = List.of();

    public ClientConnection(Namespaces namespaces, HandshakeRequest request) {
        this.namespaces = namespaces;
        this.request = request;
    }

    @Override
    public void onOpen(EngineSession session) {
        if (request != null) {
            source = namespaces.unconnected().enter(request);
        }
        awaitConnect(session);
    }

    private void awaitConnect(EngineSession session) {
        connectTimer = session.schedule(
                () -> {
                    if (socket == null && otherSockets.isEmpty()) {
                        session.close(DisconnectReason.CONNECT_TIMEOUT);
                    }
                },
                namespaces.settings().timeouts().connect().toMillis());
    }

    @Override
    public void onText(EngineSession session, byte[] bytes, int offset, int length) {
        SocketPacket packet = SocketPacketReader.read(bytes, offset, length);
        if (pending != null) {
            // Only the announced attachments may follow.
            session.close(DisconnectReason.PARSE_ERROR);
        } else if (packet.attachments() > 0) {
            pending = new PendingPacket(packet);
        } else {
            receive(session, packet, List.of());
        }
    }

    @Override
    public void onBinary(EngineSession session, byte[] bytes) {
        if (pending == null) {
            session.close(DisconnectReason.PARSE_ERROR);
        } else if (pending.add(bytes)) {
            PendingPacket complete = pending;
            pending = null;
            receive(session, complete.packet(), complete.attachments());
        }
    }

    private void receive(EngineSession session, SocketPacket packet, List<byte[]> attachments) {
        switch (packet.type()) {
            case CONNECT -> connect(session, packet);
            case DISCONNECT -> disconnect(session, packet.namespace());
            case EVENT, BINARY_EVENT, ACK, BINARY_ACK -> {
                SocketSession target = find(packet.namespace());
                if (target == null || !target.receive(packet, attachments)) {
                    session.close(DisconnectReason.PARSE_ERROR);
                }
            }
            case CONNECT_ERROR, MALFORMED -> session.close(DisconnectReason.PARSE_ERROR);
        }
    }

    private void connect(EngineSession session, SocketPacket packet) {
        String namespace = packet.namespace();
        ConnectHandler handler = namespaces.handler(namespace);
        if (handler == null) {
            refuse(session, namespace, new ConnectDecision.Refused("Invalid namespace", null));
        } else if (find(namespace) != null
                || deciding.contains(namespace)
                || !(SocketPayload.auth(packet) instanceof SocketPayload.Auth(var auth))) {
            session.close(DisconnectReason.PARSE_ERROR);
        } else if (request == null) {
            // The request was released when the session was connected first: its client has to open a new session.
            session.closeAfterFlush(DisconnectReason.SERVER_DISCONNECT);
        } else {
            deciding = with(deciding, namespace);
            ask(handler, new ConnectRequest(request, namespace, auth))
                    .whenComplete((decision, failure) -> session.runInOrder(
                            () -> decided(session, namespace, failure == null ? decision : failed(failure))));
        }
    }

    private static CompletionStage<ConnectDecision> ask(ConnectHandler handler, ConnectRequest connect) {
        try {
            return handler.onConnect(connect);
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private ConnectDecision failed(Throwable failure) {
        log.error("A connect handler failed, and its client is refused", failure);
        namespaces.metrics().callbackFailed();
        return new ConnectDecision.Refused("Internal error", null);
    }

    private void decided(EngineSession session, String namespace, @Nullable ConnectDecision decision) {
        if (!session.isOpen() || !deciding.contains(namespace)) {
            return;
        }
        deciding = without(deciding, namespace);
        switch (decision) {
            case ConnectDecision.Accepted accepted -> accept(session, namespace, accepted);
            case ConnectDecision.Refused refused -> refuse(session, namespace, refused);
            case null -> refuse(session, namespace, new ConnectDecision.Refused("Internal error", null));
        }
    }

    private void accept(EngineSession session, String namespace, ConnectDecision.Accepted accepted) {
        SocketSession connected =
                new SocketSession(EngineServer.newId(), namespace, session, this, namespaces, accepted);
        if (socket == null) {
            socket = connected;
        } else {
            otherSockets = with(otherSockets, connected);
        }
        cancelConnectTimer();
        stopCounting();
        if (!namespaces.hasSeveral()) {
            // The headers are not needed any more, and would be most of the memory of an idle session.
            request = null;
        }
        namespaces.add(connected);
        session.send(SocketPacketWriter.connect(namespace, connected.id()));
        connected.ready();
    }

    private void refuse(EngineSession session, String namespace, ConnectDecision.Refused refused) {
        namespaces.metrics().socketRefused();
        session.send(SocketPacketWriter.connectError(namespace, refused.message(), refused.data()));
    }

    private void disconnect(EngineSession session, String namespace) {
        SocketSession target = find(namespace);
        if (target != null) {
            leave(target, DisconnectReason.CLIENT_DISCONNECT);
        } else if (deciding.contains(namespace)) {
            deciding = without(deciding, namespace);
        } else {
            session.close(DisconnectReason.PARSE_ERROR);
        }
    }

    /**
     * Removes a socket from its namespace, unless it was removed before. The session stays open for the connect
     * timeout, in which its client may connect again.
     */
    void leave(SocketSession leaving, DisconnectReason reason) {
        if (socket == leaving) {
            socket = null;
        } else if (otherSockets.contains(leaving)) {
            otherSockets = without(otherSockets, leaving);
        } else {
            return;
        }
        if (socket == null && otherSockets.isEmpty() && leaving.engine().isOpen()) {
            cancelConnectTimer();
            awaitConnect(leaving.engine());
        }
        leaving.gone(reason);
    }

    @Override
    public void onClose(EngineSession session, DisconnectReason reason) {
        stopCounting();
        cancelConnectTimer();
        deciding = List.of();
        pending = null;
        request = null;
        if (socket != null) {
            leave(socket, reason);
        }
        for (SocketSession other : otherSockets) {
            leave(other, reason);
        }
    }

    private void cancelConnectTimer() {
        if (connectTimer != null) {
            connectTimer.cancel();
        }
    }

    private void stopCounting() {
        if (source != null) {
            namespaces.unconnected().leave(source);
            source = null;
        }
    }

    private @Nullable SocketSession find(String namespace) {
        if (socket != null && socket.namespace().equals(namespace)) {
            return socket;
        }
        for (SocketSession other : otherSockets) {
            if (other.namespace().equals(namespace)) {
                return other;
            }
        }
        return null;
    }

    private static <T> List<T> with(List<T> list, T element) {
        List<T> copy = new ArrayList<>(list);
        copy.add(element);
        return List.copyOf(copy);
    }

    private static <T> List<T> without(List<T> list, T element) {
        return list.stream().filter(other -> !other.equals(element)).toList();
    }
}
