package io.livemarket.socketio.session;

import io.livemarket.socketio.protocol.SocketPacket;
import java.util.ArrayList;
import java.util.List;

/** A packet whose binary attachments have not all arrived. */
final class PendingPacket {

    private final SocketPacket packet;
    private final List<byte[]> attachments = new ArrayList<>(2);

    PendingPacket(SocketPacket packet) {
        this.packet = packet;
    }

    /**
     * Adds the next attachment.
     *
     * @return whether it was the last attachment
     */
    boolean add(byte[] attachment) {
        attachments.add(attachment);
        return attachments.size() == packet.attachments();
    }

    SocketPacket packet() {
        return packet;
    }

    List<byte[]> attachments() {
        return attachments;
    }
}
