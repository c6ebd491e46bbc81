package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.InvalidRequest;
import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.MalformedEvent;
import io.livemarket.socketio.Socket;
import io.livemarket.socketio.SocketListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/** Receives the callbacks of every socket: connected, each event within the limits, and disconnected. */
final class ClientEvents implements SocketListener {

    private final SessionLifecycle lifecycle;
    private final EventLimits limits;
    private final ClientEventRouter router;
    private final SocketMetrics metrics;

    ClientEvents(SessionLifecycle lifecycle, EventLimits limits, ClientEventRouter router, SocketMetrics metrics) {
        this.lifecycle = lifecycle;
        this.limits = limits;
        this.router = router;
        this.metrics = metrics;
    }

    @Override
    public void onReady(Socket socket) {
        ClientSession session = socket.attachment(ClientSession.class);
        session.ready(socket);
        lifecycle.connected(session);
    }

    @Override
    public void onDisconnect(Socket socket, DisconnectReason reason) {
        lifecycle.disconnected(socket.attachment(ClientSession.class), reason);
    }

    @Override
    public void onEvent(Socket socket, String name, ArrayNode arguments, @Nullable AckSender ack) {
        ClientSession session = socket.attachment(ClientSession.class);
        ClientEvent event = ClientEvent.named(name);
        JsonNode payload = arguments.isEmpty() ? MissingNode.getInstance() : arguments.get(0);
        long now = System.nanoTime();
        Reply reply = new Reply(session, event, payload, ack, metrics, now);
        if (limits.admits(session, reply, now)) {
            try {
                if (!event.asksAService() || limits.admitsQuestion(session, reply)) {
                    router.handle(event, session, payload, reply);
                }
            } catch (InvalidRequest e) {
                reply.refuse(ClientError.of(e.code(), e.field(), null));
            } catch (RuntimeException e) {
                // A reply that is never given would keep its place among the questions in progress.
                reply.refuse(ErrorCode.INTERNAL);
                throw e;
            }
        }
    }

    @Override
    public void onMalformed(Socket socket, MalformedEvent reason, @Nullable AckSender ack) {
        ClientSession session = socket.attachment(ClientSession.class);
        long now = System.nanoTime();
        Reply reply = new Reply(session, ClientEvent.UNKNOWN, MissingNode.getInstance(), ack, metrics, now);
        if (limits.admits(session, reply, now)) {
            reply.refuse(
                    switch (reason) {
                        case INVALID_JSON -> ErrorCode.MALFORMED_JSON;
                        case INVALID_NAME, RESERVED_NAME -> ErrorCode.UNKNOWN_EVENT;
                    });
        }
    }
}
