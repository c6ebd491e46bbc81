package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;

/** What runs on top of an Engine.IO session. Callbacks are serialised per session. */
public interface EngineListener {

    /** The session is open; the handshake packet is on its way. */
    default void onOpen(EngineSession session) {}

    /** A text message; the range may be kept, the array is not reused. */
    void onText(EngineSession session, byte[] bytes, int offset, int length);

    void onBinary(EngineSession session, byte[] bytes);

    /** Called once. Nothing is received after it. */
    default void onClose(EngineSession session, DisconnectReason reason) {}
}
