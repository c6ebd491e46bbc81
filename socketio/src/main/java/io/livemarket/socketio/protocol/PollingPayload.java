package io.livemarket.socketio.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The body of a polling request: packets separated by U+001E, binary ones as {@code b} and base64 (Engine.IO protocol,
 * section "Packet encoding").
 */
public final class PollingPayload {

    private static final byte SEPARATOR = 0x1e;

    private PollingPayload() {}

    /** Reads a body. An invalid packet becomes one {@link EnginePacket#MALFORMED}, which is the last packet. */
    public static List<EnginePacket> decode(byte[] body) {
        List<EnginePacket> packets = new ArrayList<>();
        int start = 0;
        while (start <= body.length) {
            int end = start;
            while (end < body.length && body[end] != SEPARATOR) {
                end++;
            }
            EnginePacket packet = decodeOne(body, start, end - start);
            packets.add(packet);
            if (packet == EnginePacket.MALFORMED) {
                return packets;
            }
            start = end + 1;
        }
        return packets;
    }

    private static EnginePacket decodeOne(byte[] body, int offset, int length) {
        if (length == 0 || body[offset] != 'b') {
            return EnginePacket.text(body, offset, length);
        }
        try {
            return EnginePacket.binary(
                    Base64.getDecoder().decode(Arrays.copyOfRange(body, offset + 1, offset + length)));
        } catch (IllegalArgumentException _) {
            return EnginePacket.MALFORMED;
        }
    }

    /** Writes frames as one body. */
    public static byte[] encode(List<Frame> frames) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(bodySize(frames));
        for (Frame frame : frames) {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            if (frame.isBinary()) {
                body.write('b');
                body.writeBytes(Base64.getEncoder().encode(frame.copyOfPayload()));
            } else {
                body.write(frame.wire(), frame.payloadOffset(), frame.payloadLength());
            }
        }
        return body.toByteArray();
    }

    private static int bodySize(List<Frame> frames) {
        int size = frames.size();
        for (Frame frame : frames) {
            size += frame.isBinary() ? frame.payloadLength() * 4 / 3 + 4 : frame.payloadLength();
        }
        return size;
    }
}
