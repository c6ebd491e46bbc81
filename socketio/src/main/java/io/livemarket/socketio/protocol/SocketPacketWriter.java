package io.livemarket.socketio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** A JSON array, in consecutive parts, and the binary values that were extracted from it. */
    public static final class Arguments {

        private final byte[][] json;
        private final List<byte[]> attachments;

        private Arguments(List<byte[]> attachments, byte[]... json) {
            this.json = json;
            this.attachments = attachments;
        }

        /**
         * JSON values (UTF-8), which are not copied.
         *
         * @param first the name of an event; absent for the arguments of an acknowledgement
         */
        public static Arguments ofJson(byte @Nullable [] first, byte[]... rest) {
            int values = rest.length + (first == null ? 0 : 1);
            byte[][] parts = new byte[Math.max(2, 2 * values + 1)][];
            int at = 0;
            parts[at++] = OPEN;
            if (first != null) {
                parts[at++] = first;
            }
            for (byte[] value : rest) {
                if (at > 1) {
                    parts[at++] = COMMA;
                }
                parts[at++] = value;
            }
            parts[at] = CLOSE;
            return new Arguments(List.of(), parts);
        }

        /** One argument, whose JSON is given in consecutive parts, which are not copied. */
        public static Arguments ofOne(byte[]... parts) {
            byte[][] all = new byte[parts.length + 2][];
            all[0] = OPEN;
            System.arraycopy(parts, 0, all, 1, parts.length);
            all[all.length - 1] = CLOSE;
            return new Arguments(List.of(), all);
        }

        /** Trees, from which binary values are extracted. */
        public static Arguments ofNodes(List<JsonNode> nodes) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(nodes.size());
            List<byte[]> attachments = new ArrayList<>(0);
            nodes.forEach(node -> array.add(Attachments.extract(node, attachments)));
            return new Arguments(List.copyOf(attachments), Json.bytes(array));
        }

        /** The arguments of an event that was encoded for the main namespace. */
        public static Arguments of(Outgoing event) {
            byte[] packet = event.frame(0).copyOfPayload();
            int from = 0;
            while (packet[from] != OPEN[0]) {
                from++;
            }
            List<byte[]> attachments = new ArrayList<>(event.frameCount() - 1);
            for (int i = 1; i < event.frameCount(); i++) {
                attachments.add(event.frame(i).copyOfPayload());
            }
            return new Arguments(attachments, Arrays.copyOfRange(packet, from, packet.length));
        }
    }

    public static Outgoing connect(String namespace, String socketId) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("sid", socketId);
        return packet('0', namespace, payload);
    }

    public static Outgoing disconnect(String namespace) {
        return Outgoing.of(Frame.text(head('1', 0, namespace, SocketPacket.NO_ACK)));
    }

    /**
     * A refusal.
     *
     * @param data JSON; absent for a refusal without data
     */
    public static Outgoing connectError(String namespace, String message, byte @Nullable [] data) {
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
        int attachments = arguments.attachments.size();
        byte[] head = head(attachments == 0 ? plain : binary, attachments, namespace, ackId);
        byte[][] parts = new byte[arguments.json.length + 1][];
        parts[0] = head;
        System.arraycopy(arguments.json, 0, parts, 1, arguments.json.length);
        return Outgoing.of(Frame.text(parts), arguments.attachments);
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
