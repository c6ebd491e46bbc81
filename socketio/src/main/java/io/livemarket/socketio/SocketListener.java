package io.livemarket.socketio;

import tools.jackson.databind.node.ArrayNode;

/**
 * The callbacks of a socket. Those of one session never overlap; they run on an event loop and must not block. An
 * exception thrown from one is logged and leaves the session as it is.
 */
public interface SocketListener {

    /** The client is connected and was told so; what is emitted from here on follows its CONNECT packet. */
    default void onReady(Socket socket) {}

    /**
     * The client sent an event.
     *
     * @param arguments the event's arguments without its name; binary ones are {@code BinaryNode}s
     * @param ack answers the client, or null when it asked for no answer
     */
    void onEvent(Socket socket, String event, ArrayNode arguments, AckSender ack);

    /**
     * The client sent an event that cannot be read although it is clear to whom it goes. The session lives on unless
     * this ends it, which it does by default, as the protocol has it for parse errors.
     *
     * @param ack answers the client, or null when it asked for no answer
     */
    default void onMalformed(Socket socket, MalformedEvent reason, AckSender ack) {
        socket.disconnect(true);
    }

    /** The socket is gone; called exactly once for every socket that became ready. */
    default void onDisconnect(Socket socket, DisconnectReason reason) {}
}
