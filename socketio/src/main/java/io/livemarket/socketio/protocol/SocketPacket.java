package io.livemarket.socketio.protocol;

/**
 * A received Socket.IO packet. Its JSON is a range of bytes that is not parsed yet.
 *
 * @param ackId the number of the acknowledgement, or {@link #NO_ACK}
 * @param attachments the number of binary messages that follow and belong to the packet
 */
public record SocketPacket(
        SocketPacketType type, String namespace, long ackId, int attachments, byte[] bytes, int offset, int length) {

    public static final long NO_ACK = -1;
    public static final String MAIN_NAMESPACE = "/";

    /** A packet that cannot be read. */
    public static final SocketPacket MALFORMED =
            new SocketPacket(SocketPacketType.MALFORMED, MAIN_NAMESPACE, NO_ACK, 0, new byte[0], 0, 0);

    public boolean hasPayload() {
        return length > 0;
    }
}
