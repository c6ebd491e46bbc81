package io.livemarket.socketio;

/** The answer to a {@link Handshake}. */
public sealed interface ConnectDecision {

    /**
     * Lets the client in.
     *
     * @param listener gets the socket's callbacks; may be shared by all sockets
     * @param attachment anything that belongs to the socket, for {@link Socket#attachment}; may be null
     */
    record Accepted(SocketListener listener, Object attachment) implements ConnectDecision {}

    /**
     * Refuses the client with a CONNECT_ERROR, its {@code connect_error} event.
     *
     * @param message the error's {@code message}
     * @param data JSON (UTF-8) of the error's {@code data}, or null for none
     */
    record Refused(String message, byte[] data) implements ConnectDecision {}

    static ConnectDecision accept(SocketListener listener, Object attachment) {
        return new Accepted(listener, attachment);
    }

    static ConnectDecision refuse(String message, byte[] data) {
        return new Refused(message, data);
    }
}
