package io.livemarket.socketio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One Engine.IO packet, encoded for both transports: an unmasked websocket frame (RFC 6455, section 5.2), whose payload
 * is the packet of the polling transport. Immutable by convention: all sockets that receive the frame share the array.
 */
public final class Frame {

    public static final Frame PING = text("2");
    public static final Frame NOOP = text("6");
    public static final Frame CLOSE = text("1");
    public static final Frame PROBE_PONG = text("3probe");

    private static final byte FIN_TEXT = (byte) 0x81;
    private static final byte FIN_BINARY = (byte) 0x82;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final byte[] wire;
    private final int payloadOffset;

    private Frame(byte[] wire, int payloadOffset) {
        this.wire = wire;
        this.payloadOffset = payloadOffset;
    }

    /** The frame of an Engine.IO packet, which is given as text with its type. */
    public static Frame text(String packet) {
        return of(FIN_TEXT, packet.getBytes(StandardCharsets.UTF_8));
    }

    /** The frame of an Engine.IO packet, which is given as consecutive UTF-8 parts with its type. */
    public static Frame text(byte[]... parts) {
        return of(FIN_TEXT, parts);
    }

    /** The frame of a binary message. */
    public static Frame binary(byte[] payload) {
        return of(FIN_BINARY, payload);
    }

    private static Frame of(byte firstByte, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int header = length < LENGTH_16 ? 2 : length <= 0xffff ? 4 : 10;
        byte[] wire = new byte[header + length];
        wire[0] = firstByte;
        writeLength(wire, header, length);
        int at = header;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, wire, at, part.length);
            at += part.length;
        }
        return new Frame(wire, header);
    }

    private static void writeLength(byte[] wire, int header, int length) {
        if (header == 2) {
            wire[1] = (byte) length;
            return;
        }
        wire[1] = (byte) (header == 4 ? LENGTH_16 : LENGTH_64);
        int rest = length;
        for (int at = header - 1; at > 1; at--) {
            wire[at] = (byte) rest;
            rest >>>= 8;
        }
    }

    /** The whole websocket frame; must not be changed. */
    public byte[] wire() {
        return wire;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    public int payloadLength() {
        return wire.length - payloadOffset;
    }

    public boolean isBinary() {
        return wire[0] == FIN_BINARY;
    }

    public byte[] copyOfPayload() {
        return Arrays.copyOfRange(wire, payloadOffset, wire.length);
    }

    /** The payload of a text frame, for tests and traces. */
    @Override
    public String toString() {
        return isBinary()
                ? "<" + payloadLength() + " bytes>"
                : new String(wire, payloadOffset, payloadLength(), StandardCharsets.UTF_8);
    }
}
