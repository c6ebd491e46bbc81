package io.livemarket.socketio.netty;

import java.io.ByteArrayOutputStream;

/** A websocket message that arrives in several frames. */
final class FragmentedMessage {

    private final boolean binary;
    private final int limit;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    FragmentedMessage(boolean binary, int limit) {
        this.binary = binary;
        this.limit = limit;
    }

    /** Adds the payload of a frame; false when the message exceeds the limit. */
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
