package io.livemarket.ops.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What two documents must agree on where both describe one thing: the names of its fields, their types, and which are
 * always there.
 */
final class Shapes {

    private Shapes() {}

    /** A schema's type with what is in it, in one line. */
    static String of(JsonNode document, JsonNode schema) {
        JsonNode whole = resolve(document, schema);
        JsonNode type = whole.path("type");
        String format = whole.path("format").asString("");
        return (type.isArray() ? type.get(0).asString() : type.asString(""))
                + (format.matches("uuid|date-time") ? " " + format : "")
                + (whole.has("items") ? " of " + of(document, whole.path("items")) : "")
                + (whole.has("enum") ? " " + whole.path("enum") : "");
    }

    static JsonNode resolve(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
