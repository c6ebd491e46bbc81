package io.livemarket.socketio.session;

import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.protocol.SocketPacketWriter.Arguments;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/** Answers an event, at most once. */
final class SingleAck implements AckSender {

    private final SocketSession socket;
    private final long ackId;
    private final AtomicBoolean sent = new AtomicBoolean();

    SingleAck(SocketSession socket, long ackId) {
        this.socket = socket;
        this.ackId = ackId;
    }

    @Override
    public boolean send(byte[]... jsonArguments) {
        return sent.compareAndSet(false, true) && socket.sendAck(ackId, Arguments.ofJson(null, jsonArguments));
    }

    @Override
    public boolean sendJoined(byte[]... parts) {
        return sent.compareAndSet(false, true) && socket.sendAck(ackId, Arguments.ofOne(parts));
    }

    @Override
    public boolean send(JsonNode... arguments) {
        return sent.compareAndSet(false, true) && socket.sendAck(ackId, Arguments.ofNodes(List.of(arguments)));
    }
}
