package io.livemarket.socketio.netty;

import java.io.ByteArrayOutputStream;

/** A websocket message that comes in several frames. */
final class FragmentedMessage {

    private final boolean binary;
    private final int limit;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    FragmentedMessage(boolean binary, int limit) {
        this.binary = binary;
        this.limit = limit;
    }

    /** Adds a frame's payload; false when the message became too long. */
    boolean add(byte[] part) {
        if (parts.size() + part.length > limit) {
            return false;
        }
        parts.writeBytes(part);
        return true;
    }

    boolean isBinary() {
        return binary;
    }

    byte[] bytes() {
        return parts.toByteArray();
    }
}
