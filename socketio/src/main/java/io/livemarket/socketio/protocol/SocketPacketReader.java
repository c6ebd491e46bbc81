package io.livemarket.socketio.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Socket.IO packet up to its JSON (Socket.IO protocol, section "Packet encoding") and checks everything that
 * can be checked without parsing the JSON.
 */
public final class SocketPacketReader {

    /** More binary attachments than this in one packet are refused. */
    public static final int MAX_ATTACHMENTS = 10;

    private static final int MAX_NAMESPACE_LENGTH = 256;
    private static final int MAX_ACK_DIGITS = 15;

    private final byte[] bytes;
    private final int end;
    private int at;

    private SocketPacketReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Reads a packet; {@link SocketPacket#MALFORMED} for an invalid packet. */
    public static SocketPacket read(byte[] bytes, int offset, int length) {
        return new SocketPacketReader(bytes, offset, length).read();
    }

    private SocketPacket read() {
        if (at == end) {
            return SocketPacket.MALFORMED;
        }
        SocketPacketType type = SocketPacketType.ofDigit(bytes[at++]);
        int attachments = type.hasAttachments() ? readAttachments() : 0;
        String namespace = readNamespace();
        long ackId = readAckId();
        if (attachments < 0 || namespace == null || ackId < SocketPacket.NO_ACK || !isWellFormed(type, ackId)) {
            return SocketPacket.MALFORMED;
        }
        return new SocketPacket(type, namespace, ackId, attachments, bytes, at, end - at);
    }

    private boolean isWellFormed(SocketPacketType type, long ackId) {
        boolean isAnswerable = ackId != SocketPacket.NO_ACK;
        return switch (type) {
            case CONNECT -> !isAnswerable && (at == end || bytes[at] == '{');
            case DISCONNECT -> !isAnswerable && at == end;
            case EVENT, BINARY_EVENT -> startsWithArray();
            case ACK, BINARY_ACK -> isAnswerable && startsWithArray();
            // Only servers send connection errors.
            case CONNECT_ERROR, MALFORMED -> false;
        };
    }

    private boolean startsWithArray() {
        return at < end && bytes[at] == '[';
    }

    private int readAttachments() {
        int start = at;
        int count = 0;
        while (isDigit() && at - start < 2) {
            count = count * 10 + bytes[at++] - '0';
        }
        boolean isCount = at > start && at < end && bytes[at] == '-' && count <= MAX_ATTACHMENTS;
        at++;
        return isCount ? count : -1;
    }

    private @Nullable String readNamespace() {
        if (at >= end || bytes[at] != '/') {
            return SocketPacket.MAIN_NAMESPACE;
        }
        int start = at;
        while (at < end && bytes[at] != ',') {
            at++;
        }
        int length = at - start;
        if (at < end) {
            at++;
        }
        if (length > MAX_NAMESPACE_LENGTH) {
            return null;
        }
        return length == 1 ? SocketPacket.MAIN_NAMESPACE : new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    private long readAckId() {
        int start = at;
        long id = 0;
        while (isDigit()) {
            id = id * 10 + bytes[at++] - '0';
            if (at - start > MAX_ACK_DIGITS) {
                return Long.MIN_VALUE;
            }
        }
        return at == start ? SocketPacket.NO_ACK : id;
    }

    private boolean isDigit() {
        return at < end && bytes[at] >= '0' && bytes[at] <= '9';
    }
}
