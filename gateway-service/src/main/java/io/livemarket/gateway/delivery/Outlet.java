package io.livemarket.gateway.delivery;

import io.livemarket.socketio.EncodedEvent;

/** The way to one socket. Safe for use from any thread; nothing blocks. */
public interface Outlet {

    /** Queues an event. */
    void emit(EncodedEvent event);

    /** Whether so little is queued that more can be given without being taken for a client that does not read. */
    boolean hasRoom();

    /** More came meanwhile than may wait: the client is sent away, to begin again. */
    void overflown();
}
