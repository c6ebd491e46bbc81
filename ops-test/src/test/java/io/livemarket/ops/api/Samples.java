package io.livemarket.ops.api;

import io.livemarket.events.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sample of a schema: the described value of each field that has one, else a value of its type; a field described as
 * null is left out.
 */
final class Samples {

    private static final String REF = "#/components/schemas/";
    private static final String ID = "0199a0c1-1000-7000-8000-000000000001";
    private static final String TIME = "2026-11-29T16:00:00Z";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Descriptions descriptions;
    private final Map<String, JsonNode> schemas;

    Samples(Descriptions descriptions, Map<String, JsonNode> schemas) {
        this.descriptions = descriptions;
        this.schemas = schemas;
    }

    JsonNode of(JsonNode schema) {
        return value("", "", schema);
    }

    private JsonNode value(String owner, String field, JsonNode schema) {
        String ref = schema.path("$ref").asString("");
        if (ref.startsWith(REF)) {
            String name = ref.substring(REF.length());
            return value(schemas.get(name).has("properties") ? name : owner, field, schemas.get(name));
        }
        JsonNode written = descriptions.sample(owner, field);
        if (!field.isEmpty() && !schema.has("properties") && fits(written, schema)) {
            return written;
        }
        return switch (typeOf(schema)) {
            case "object" -> object(owner, schema);
            case "array" -> NODES.arrayNode().add(value(owner, field, schema.path("items")));
            case "string" -> string(schema);
            case "integer" ->
                NODES.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
            case "number" -> NODES.numberNode(1.5);
            case "boolean" -> NODES.booleanNode(false);
            default -> throw new IllegalArgumentException("No sample for " + field + " of " + owner + ": " + schema);
        };
    }

    private ObjectNode object(String owner, JsonNode schema) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        schema.path("properties").forEachEntry((name, property) -> {
            if (!descriptions.sample(owner, name).isNull()) {
                object.set(name, value(owner, name, property));
            }
        });
        return object;
    }

    private static JsonNode string(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        return NODES.stringNode(
                switch (schema.path("format").asString("")) {
                    case "uuid" -> ID;
                    case "date-time" -> TIME;
                    default -> "text";
                });
    }

    private static String typeOf(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("");
    }

    /** Whether a value is of the schema's type; a name may mean different things in different places. */
    private static boolean fits(JsonNode value, JsonNode schema) {
        boolean sameType = switch (typeOf(schema)) {
            case "object" -> value.isObject();
            case "array" -> value instanceof ArrayNode;
            case "string" -> value.isString() && isFormat(schema.path("format").asString(""), value.asString());
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> value.isBoolean();
        };
        boolean listed =
                !schema.has("enum") || schema.path("enum").valueStream().anyMatch(value::equals);
        return sameType && listed;
    }

    private static boolean isFormat(String format, String value) {
        return switch (format) {
            case "uuid" -> value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            case "date-time" -> value.endsWith("Z");
            default -> true;
        };
    }
}
