package io.livemarket.socketio.protocol;

/** Packet types of Socket.IO protocol 5; each is sent as its digit. */
public enum SocketPacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK,
    /** An invalid packet. Never sent. */
    MALFORMED;

    private static final SocketPacketType[] BY_DIGIT = {
        CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK
    };

    static SocketPacketType ofDigit(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? BY_DIGIT[index] : MALFORMED;
    }

    boolean hasAttachments() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean isAck() {
        return this == ACK || this == BINARY_ACK;
    }
}
