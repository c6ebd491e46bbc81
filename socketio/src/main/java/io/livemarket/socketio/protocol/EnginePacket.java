package io.livemarket.socketio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A received packet: a type and a range of bytes that is not copied, so the array must not change afterwards.
 *
 * @param binary whether the payload is a binary message
 */
public record EnginePacket(EnginePacketType type, boolean binary, byte[] bytes, int offset, int length) {

    private static final byte[] NONE = {};
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    /** A packet that cannot be read. */
    public static final EnginePacket MALFORMED = new EnginePacket(EnginePacketType.MALFORMED, false, NONE, 0, 0);

    /** Reads a text packet; {@link #MALFORMED} for invalid packets and invalid UTF-8. */
    public static EnginePacket text(byte[] bytes, int offset, int length) {
        if (length == 0 || !Utf8.isValid(bytes, offset, length)) {
            return MALFORMED;
        }
        EnginePacketType type = EnginePacketType.ofDigit(bytes[offset]);
        return type == EnginePacketType.MALFORMED
                ? MALFORMED
                : new EnginePacket(type, false, bytes, offset + 1, length - 1);
    }

    /** A binary message, which has no type on the wire. */
    public static EnginePacket binary(byte[] bytes) {
        return new EnginePacket(EnginePacketType.MESSAGE, true, bytes, 0, bytes.length);
    }

    /** Whether the payload is that of the probe packets of an upgrade. */
    public boolean isProbe() {
        return Arrays.equals(bytes, offset, offset + length, PROBE, 0, PROBE.length);
    }

    public byte[] copyOfPayload() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
