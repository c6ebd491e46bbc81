package io.livemarket.socketio.protocol;

/** Packet types of Engine.IO protocol 4; each is sent as its digit. */
public enum EnginePacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP,
    /** An invalid packet. Never sent. */
    MALFORMED;

    private static final EnginePacketType[] BY_DIGIT = {OPEN, CLOSE, PING, PONG, MESSAGE, UPGRADE, NOOP};

    static EnginePacketType ofDigit(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? BY_DIGIT[index] : MALFORMED;
    }
}
