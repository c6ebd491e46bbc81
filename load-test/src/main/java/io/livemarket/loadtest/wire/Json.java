package io.livemarket.loadtest.wire;

import java.nio.charset.StandardCharsets;

/** A stretch of JSON text in UTF-8 inside a frame, not parsed yet; empty when the packet had none. */
public record Json(byte[] bytes, int offset) {

    private static final byte[] NAME_START = {'[', '"'};

    public int length() {
        return bytes.length - offset;
    }

    /**
     * Whether this is the argument list of the event named, without parsing it. Event names of this protocol need no
     * escapes, and neither side's writer puts white space inside an array.
     */
    public boolean isEvent(byte[] name) {
        if (length() < name.length + NAME_START.length + 1) {
            return false;
        }
        int at = offset + NAME_START.length;
        return bytes[offset] == '['
                && bytes[offset + 1] == '"'
                && java.util.Arrays.equals(bytes, at, at + name.length, name, 0, name.length)
                && bytes[at + name.length] == '"';
    }

    @Override
    public String toString() {
        return new String(bytes, offset, length(), StandardCharsets.UTF_8);
    }
}
