package io.livemarket.socketio.protocol;

/**
 * A Socket.IO packet as it was received. Its JSON is a range of bytes that was not parsed yet.
 *
 * @param ackId the acknowledgement's number, or {@link #NO_ACK}
 * @param attachments binary messages that follow and belong to it
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
