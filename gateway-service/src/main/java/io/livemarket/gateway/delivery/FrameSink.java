package io.livemarket.gateway.delivery;

import io.livemarket.socketio.EncodedEvent;

/** The way to one socket. Safe for use from any thread; nothing blocks. */
public interface FrameSink {

    /** Queues an event. */
    void emit(EncodedEvent event);

    /** Whether so little is queued that more can be given without being taken for a client that does not read. */
    boolean hasRoom();

    /** Queues an event that may be dropped; false where the socket has no room and it is. */
    default boolean offer(EncodedEvent event) {
        boolean room = hasRoom();
        if (room) {
            emit(event);
        }
        return room;
    }

    /** More came meanwhile than may wait: the client is sent away, to begin again. */
    void overflown();
}
