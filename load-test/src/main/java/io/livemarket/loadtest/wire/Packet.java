package io.livemarket.loadtest.wire;

/**
 * One Engine.IO v4 packet with, for type "message", the Socket.IO v5 packet inside it. Only the default namespace and
 * text packets exist for this client; everything else is {@link Unknown}.
 */
public sealed interface Packet {

    /** Engine.IO "open": the transport is there; {@code handshake} has {@code pingInterval} and {@code pingTimeout}. */
    record Open(Json handshake) implements Packet {}

    /** Engine.IO "ping", to be answered with "pong". */
    record Ping() implements Packet {}

    /** Engine.IO "close". */
    record Close() implements Packet {}

    /** Engine.IO "noop". */
    record Noop() implements Packet {}

    /** Socket.IO CONNECT, accepted. */
    record Connected() implements Packet {}

    /** Socket.IO CONNECT_ERROR with the error object. */
    record Refused(Json error) implements Packet {}

    /** Socket.IO DISCONNECT. */
    record Disconnected() implements Packet {}

    /** Socket.IO EVENT; {@code arguments} is the array that starts with the event's name. */
    record Event(Json arguments) implements Packet {}

    /** Socket.IO ACK for the event that was sent with {@code id}. */
    record Ack(long id, Json arguments) implements Packet {}

    /** A packet outside of this client's protocol; the text {@code what} is fit for a report. */
    record Unknown(String what) implements Packet {}

    /** Reads one text frame. Never throws: an unreadable frame is {@link Unknown}. */
    static Packet decode(byte[] frame) {
        if (frame.length == 0) {
            return new Unknown("empty frame");
        }
        return switch (frame[0]) {
            case '0' -> new Open(new Json(frame, 1));
            case '1' -> new Close();
            case '2' -> new Ping();
            case '4' -> decodeMessage(frame);
            case '6' -> new Noop();
            default -> new Unknown("Engine.IO packet type '" + (char) frame[0] + "'");
        };
    }

    private static Packet decodeMessage(byte[] frame) {
        if (frame.length < 2) {
            return new Unknown("Socket.IO packet without a type");
        }
        if (frame.length > 2 && frame[2] == '/') {
            return new Unknown("packet of a namespace that was never joined");
        }
        int at = 2;
        long id = 0;
        while (at < frame.length && frame[at] >= '0' && frame[at] <= '9') {
            id = id * 10 + frame[at++] - '0';
        }
        boolean hasId = at > 2;
        Json rest = new Json(frame, at);
        return switch (frame[1]) {
            case '0' -> new Connected();
            case '1' -> new Disconnected();
            case '2' -> new Event(rest);
            case '3' -> hasId ? new Ack(id, rest) : new Unknown("ACK without an id");
            case '4' -> new Refused(rest);
            default -> new Unknown("Socket.IO packet type '" + (char) frame[1] + "'");
        };
    }
}
