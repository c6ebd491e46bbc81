package io.livemarket.socketio;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * The callbacks of a socket. Callbacks of one session never overlap; they run on an event loop and must not block. An
 * exception thrown from a callback is logged, and the session continues.
 */
public interface SocketListener {

    /** The client is connected; events that are emitted from now on follow its CONNECT packet. */
    default void onReady(Socket socket) {}

    /**
     * The client sent an event.
     *
     * @param arguments the arguments of the event, without its name; binary ones are {@code BinaryNode}s
     * @param ack answers the client; absent when the client requested no answer
     */
    void onEvent(Socket socket, String event, ArrayNode arguments, @Nullable AckSender ack);

    /**
     * The client sent an event that cannot be read, although its socket is known. The default ends the session, as the
     * protocol prescribes for parse errors; an implementation may keep it.
     *
     * @param ack answers the client; absent when the client requested no answer
     */
    default void onMalformed(Socket socket, MalformedEvent reason, @Nullable AckSender ack) {
        socket.disconnect(true);
    }

    /** The socket was disconnected; called exactly once for every socket that became ready. */
    default void onDisconnect(Socket socket, DisconnectReason reason) {}
}
