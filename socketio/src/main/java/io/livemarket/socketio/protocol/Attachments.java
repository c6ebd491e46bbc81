package io.livemarket.socketio.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Moves binary values between a JSON tree and its attachments; the tree holds a placeholder for each. */
final class Attachments {

    private static final String PLACEHOLDER = "_placeholder";
    private static final String NUMBER = "num";

    private Attachments() {}

    /**
     * Replaces every placeholder in an array or object by its attachment; false when a placeholder names no attachment.
     */
    static boolean insert(JsonNode container, List<byte[]> attachments) {
        if (container instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode replaced = resolve(array.get(i), attachments);
                if (replaced == null) {
                    return false;
                }
                array.set(i, replaced);
            }
        } else if (container instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode replaced = resolve(object.get(name), attachments);
                if (replaced == null) {
                    return false;
                }
                object.set(name, replaced);
            }
        }
        return true;
    }

    private static @Nullable JsonNode resolve(JsonNode node, List<byte[]> attachments) {
        if (!node.path(PLACEHOLDER).isBoolean() || !node.path(PLACEHOLDER).booleanValue()) {
            return insert(node, attachments) ? node : null;
        }
        JsonNode number = node.path(NUMBER);
        boolean exists = number.isInt() && number.intValue() >= 0 && number.intValue() < attachments.size();
        return exists ? BinaryNode.valueOf(attachments.get(number.intValue())) : null;
    }

    /** A copy of the tree with placeholders for the binary values, which are added to {@code attachments}. */
    static JsonNode extract(JsonNode node, List<byte[]> attachments) {
        return switch (node) {
            case BinaryNode binary -> {
                ObjectNode placeholder = JsonNodeFactory.instance.objectNode();
                placeholder.put(PLACEHOLDER, true).put(NUMBER, attachments.size());
                attachments.add(binary.binaryValue());
                yield placeholder;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> copy.add(extract(element, attachments)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((name, value) -> copy.set(name, extract(value, attachments)));
                yield copy;
            }
            default -> node;
        };
    }
}
