package io.livemarket.gateway.delivery;

import io.livemarket.socketio.EncodedEvent;

/** The queue of outgoing events of one socket. Thread-safe; nothing blocks. */
public interface FrameSink {

    /** Queues an event. */
    void emit(EncodedEvent event);

    /** Whether more events can be queued without the client being disconnected as one that does not read. */
    boolean hasRoom();

    /** Queues an event that may be dropped; false when the socket has no room and the event is dropped. */
    default boolean offer(EncodedEvent event) {
        boolean room = hasRoom();
        if (room) {
            emit(event);
        }
        return room;
    }

    /** Disconnects the client, which has to connect again: more events wait for it than are allowed. */
    void overflown();
}
