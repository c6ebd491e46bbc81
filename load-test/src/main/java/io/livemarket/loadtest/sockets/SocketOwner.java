package io.livemarket.loadtest.sockets;

import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.Json;

/** What a {@link LoadSocket} tells the one that uses it, on the event loop's thread. Does nothing by default. */
public interface SocketOwner {

    /** For a socket that only has to be there. */
    SocketOwner NONE = new SocketOwner() {};

    /** CONNECT was accepted; {@link LoadSocket#epoch()} has moved on. */
    default void up() {}

    /** An event that is not the socket's own business came. */
    default void event(Json arguments) {}

    /** The ack for an event that was sent with {@code ackId}, one that the owner chose. */
    default void acknowledged(long ackId, Answer answer) {}
}
