package io.livemarket.socketio.protocol;

import io.livemarket.socketio.MalformedEvent;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parsed JSON of a Socket.IO packet. */
public sealed interface SocketPayload {

    /** Event names that clients may not use. */
    Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    record Event(String name, ArrayNode arguments) implements SocketPayload {}

    record Ack(ArrayNode arguments) implements SocketPayload {}

    record Auth(ObjectNode auth) implements SocketPayload {}

    /** An unreadable event; its session may continue. */
    record Malformed(MalformedEvent reason) implements SocketPayload {}

    /** A violation of the protocol: the session must be closed. */
    record Violation() implements SocketPayload {}

    /** Reads an event's payload: an array that starts with a name. */
    static SocketPayload event(SocketPacket packet, List<byte[]> attachments) {
        JsonNode node = Json.parse(packet.bytes(), packet.offset(), packet.length());
        if (node == null) {
            return new Malformed(MalformedEvent.INVALID_JSON);
        }
        if (!(node instanceof ArrayNode array) || array.isEmpty() || !Attachments.insert(array, attachments)) {
            return new Violation();
        }
        JsonNode name = array.remove(0);
        if (!name.isString()) {
            return new Malformed(MalformedEvent.INVALID_NAME);
        }
        return RESERVED.contains(name.stringValue())
                ? new Malformed(MalformedEvent.RESERVED_NAME)
                : new Event(name.stringValue(), array);
    }

    /** Reads an acknowledgement's payload: an array, possibly empty. */
    static SocketPayload ack(SocketPacket packet, List<byte[]> attachments) {
        JsonNode node = Json.parse(packet.bytes(), packet.offset(), packet.length());
        return node instanceof ArrayNode array && Attachments.insert(array, attachments)
                ? new Ack(array)
                : new Violation();
    }

    /** Reads a CONNECT packet's payload: an object, or nothing. */
    static SocketPayload auth(SocketPacket packet) {
        if (!packet.hasPayload()) {
            return new Auth(JsonNodeFactory.instance.objectNode());
        }
        JsonNode node = Json.parse(packet.bytes(), packet.offset(), packet.length());
        return node instanceof ObjectNode object ? new Auth(object) : new Violation();
    }
}
