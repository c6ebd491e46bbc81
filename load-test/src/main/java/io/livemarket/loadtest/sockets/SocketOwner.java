package io.livemarket.loadtest.sockets;

import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.Json;

/** Receives the events of a {@link LoadSocket}, on the event loop's thread. Does nothing by default. */
public interface SocketOwner {

    /** The owner of a socket that only has to be connected. */
    SocketOwner NONE = new SocketOwner() {};

    /** CONNECT was accepted; {@link LoadSocket#epoch()} has advanced. */
    default void up() {}

    /** An event came that the socket itself does not handle. */
    default void event(Json arguments) {}

    /** The ack for an event that was sent with {@code ackId}, one that the owner chose. */
    default void acknowledged(long ackId, Answer answer) {}
}
