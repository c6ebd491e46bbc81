package io.livemarket.socketio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes Socket.IO packets inside Engine.IO messages. */
public final class SocketPacketWriter {

    private static final byte[] COMMA = {','};
    private static final byte[] OPEN = {'['};
    private static final byte[] CLOSE = {']'};

    private SocketPacketWriter() {}

    /** A JSON array and the binary values that were taken out of it. */
    public record Arguments(byte[] json, List<byte[]> attachments) {

        /** Joins JSON values (UTF-8), of which the first may be an event's name. */
        public static Arguments ofJson(byte[] first, byte[]... rest) {
            List<byte[]> parts = new ArrayList<>(2 * rest.length + 3);
            parts.add(OPEN);
            if (first != null) {
                parts.add(first);
            }
            for (byte[] part : rest) {
                if (parts.size() > 1) {
                    parts.add(COMMA);
                }
                parts.add(part);
            }
            parts.add(CLOSE);
            return new Arguments(join(parts), List.of());
        }

        /** An array of trees, with binary values taken out. */
        public static Arguments ofNodes(List<JsonNode> nodes) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(nodes.size());
            List<byte[]> attachments = new ArrayList<>(0);
            nodes.forEach(node -> array.add(Attachments.extract(node, attachments)));
            return new Arguments(Json.bytes(array), List.copyOf(attachments));
        }
    }

    public static Outgoing connect(String namespace, String socketId) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("sid", socketId);
        return packet('0', namespace, payload);
    }

    public static Outgoing disconnect(String namespace) {
        return Outgoing.of(Frame.text(head('1', 0, namespace, SocketPacket.NO_ACK)));
    }

    /** A refusal; {@code data} is JSON, or null for none. */
    public static Outgoing connectError(String namespace, String message, byte[] data) {
        byte[] text = Json.bytes(message);
        byte[] payload = data == null
                ? join(List.of(ascii("{\"message\":"), text, ascii("}")))
                : join(List.of(ascii("{\"message\":"), text, ascii(",\"data\":"), data, ascii("}")));
        return Outgoing.of(Frame.text(head('4', 0, namespace, SocketPacket.NO_ACK), payload));
    }

    /** An event, with an acknowledgement's number or {@link SocketPacket#NO_ACK}. */
    public static Outgoing event(String namespace, long ackId, Arguments arguments) {
        return withArguments('2', '5', namespace, ackId, arguments);
    }

    public static Outgoing ack(String namespace, long ackId, Arguments arguments) {
        return withArguments('3', '6', namespace, ackId, arguments);
    }

    private static Outgoing withArguments(char plain, char binary, String namespace, long ackId, Arguments arguments) {
        int attachments = arguments.attachments().size();
        byte[] head = head(attachments == 0 ? plain : binary, attachments, namespace, ackId);
        return Outgoing.of(Frame.text(head, arguments.json()), arguments.attachments());
    }

    private static Outgoing packet(char type, String namespace, JsonNode payload) {
        return Outgoing.of(Frame.text(head(type, 0, namespace, SocketPacket.NO_ACK), Json.bytes(payload)));
    }

    private static byte[] head(char type, int attachments, String namespace, long ackId) {
        StringBuilder head = new StringBuilder(24).append('4').append(type);
        if (attachments > 0) {
            head.append(attachments).append('-');
        }
        if (!SocketPacket.MAIN_NAMESPACE.equals(namespace)) {
            head.append(namespace).append(',');
        }
        if (ackId != SocketPacket.NO_ACK) {
            head.append(ackId);
        }
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(List<byte[]> parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
