package io.livemarket.socketio.protocol;

/** Packet types of Engine.IO protocol 4; the wire has the digit of each. */
public enum EnginePacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP,
    /** What cannot be a packet. Never sent. */
    MALFORMED;

    private static final EnginePacketType[] BY_DIGIT = {OPEN, CLOSE, PING, PONG, MESSAGE, UPGRADE, NOOP};

    static EnginePacketType ofDigit(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? BY_DIGIT[index] : MALFORMED;
    }
}
