package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;

/** Receives the messages of an Engine.IO session. Callbacks of one session never overlap. */
public interface EngineListener {

    /** The session is open; the handshake packet is on its way. */
    default void onOpen(EngineSession session) {}

    /** A text message. The listener may keep the range: the array is not reused. */
    void onText(EngineSession session, byte[] bytes, int offset, int length);

    void onBinary(EngineSession session, byte[] bytes);

    /** The session ended; called once, as the last callback. */
    default void onClose(EngineSession session, DisconnectReason reason) {}
}
