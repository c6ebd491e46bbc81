package io.livemarket.ops.api;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object that notes which of its fields a reader asks for. */
final class AskedFields extends ObjectNode {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> asked = new TreeSet<>();

    AskedFields(ObjectNode content) {
        super(JsonNodeFactory.instance);
        setAll(content);
    }

    @Override
    public JsonNode get(String field) {
        asked.add(field);
        return super.get(field);
    }

    Set<String> names() {
        return asked;
    }
}
