package io.livemarket.socketio;

import io.livemarket.socketio.protocol.Json;
import io.livemarket.socketio.protocol.Outgoing;
import io.livemarket.socketio.protocol.SocketPacket;
import io.livemarket.socketio.protocol.SocketPacketWriter;
import io.livemarket.socketio.protocol.SocketPacketWriter.Arguments;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An event that is encoded once and can be emitted to any number of sockets, over either transport, from any thread.
 * Immutable: the given bytes are copied.
 */
public final class EncodedEvent {

    private final String name;
    private final Outgoing forMainNamespace;

    private EncodedEvent(String name, Arguments arguments) {
        this.name = name;
        this.forMainNamespace = SocketPacketWriter.event(SocketPacket.MAIN_NAMESPACE, SocketPacket.NO_ACK, arguments);
    }

    /**
     * Encodes an event whose arguments are given as JSON.
     *
     * @param jsonArguments the JSON (UTF-8) of each argument; not checked, so it must be valid
     */
    public static EncodedEvent of(String event, byte[]... jsonArguments) {
        return new EncodedEvent(event, Arguments.ofJson(Json.bytes(event), jsonArguments));
    }

    /** Encodes an event whose arguments are trees; {@code BinaryNode}s in them become binary attachments. */
    public static EncodedEvent of(String event, List<? extends JsonNode> arguments) {
        List<JsonNode> all = new ArrayList<>(arguments.size() + 1);
        all.add(JsonNodeFactory.instance.stringNode(event));
        all.addAll(arguments);
        return new EncodedEvent(event, Arguments.ofNodes(all));
    }

    public String name() {
        return name;
    }

    /** The bytes that the event takes in the queue of a socket. */
    public int size() {
        return forMainNamespace.bytes();
    }

    /** The packet for a socket of a namespace; for internal use of this library. */
    public Outgoing packet(String namespace, long ackId) {
        return ackId == SocketPacket.NO_ACK && SocketPacket.MAIN_NAMESPACE.equals(namespace)
                ? forMainNamespace
                : SocketPacketWriter.event(namespace, ackId, Arguments.of(forMainNamespace));
    }
}
