package io.livemarket.socketio;

import org.jspecify.annotations.Nullable;

/** The answer to a {@link Handshake}. */
public sealed interface ConnectDecision {

    /**
     * Accepts the client.
     *
     * @param listener receives the callbacks of the socket; may be shared by all sockets
     * @param attachment any object that belongs to the socket, for {@link Socket#attachment}
     */
    record Accepted(SocketListener listener, @Nullable Object attachment) implements ConnectDecision {}

    /**
     * Refuses the client with a CONNECT_ERROR packet, which is the client's {@code connect_error} event.
     *
     * @param message the {@code message} of the error
     * @param data JSON (UTF-8) of the error's {@code data}; absent for an error without data
     */
    record Refused(String message, byte @Nullable [] data) implements ConnectDecision {}

    static ConnectDecision accept(SocketListener listener, @Nullable Object attachment) {
        return new Accepted(listener, attachment);
    }

    static ConnectDecision refuse(String message, byte @Nullable [] data) {
        return new Refused(message, data);
    }
}
