package io.livemarket.e2e;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The fields of a body, and a body with another value in one of them. */
final class WrongFields {

    private static final JsonMapper JSON = JsonMapper.shared();

    private WrongFields() {}

    /** The way to each field of a sample, and to those of the schema that the sample leaves out. */
    static Set<List<String>> of(String sample, JsonNode schema) {
        Set<List<String>> fields = new LinkedHashSet<>();
        add(fields, List.of(), JSON.readTree(sample));
        schema.path("properties").propertyNames().forEach(name -> fields.add(List.of(name)));
        return fields;
    }

    private static void add(Set<List<String>> fields, List<String> way, JsonNode node) {
        if (!way.isEmpty()) {
            fields.add(way);
        }
        node.forEachEntry((name, value) -> add(fields, further(way, name), value));
        if (node.isArray() && !node.isEmpty()) {
            add(fields, further(way, "0"), node.get(0));
        }
    }

    private static List<String> further(List<String> way, String name) {
        List<String> longer = new ArrayList<>(way);
        longer.add(name);
        return List.copyOf(longer);
    }

    static String with(String sample, List<String> way, String value) {
        JsonNode tree = JSON.readTree(sample);
        JsonNode raw = JsonNodeFactory.instance.rawValueNode(new RawValue(value));
        switch (parent(tree, way)) {
            case ObjectNode object -> object.set(way.getLast(), raw);
            case ArrayNode array -> array.set(Integer.parseInt(way.getLast()), raw);
            default -> {}
        }
        return JSON.writeValueAsString(tree);
    }

    static String without(String sample, List<String> way) {
        JsonNode tree = JSON.readTree(sample);
        switch (parent(tree, way)) {
            case ObjectNode object -> object.remove(way.getLast());
            case ArrayNode array -> array.remove(Integer.parseInt(way.getLast()));
            default -> {}
        }
        return JSON.writeValueAsString(tree);
    }

    /** The field once more, before the others. */
    static String twice(String sample, List<String> way) {
        JsonNode value =
                JSON.readTree(sample).at("/" + way.getFirst().replace("~", "~0").replace("/", "~1"));
        return "{\"" + way.getFirst() + "\":"
                + (value.isMissingNode() ? "1,\"" + way.getFirst() + "\":1" : value.toString()) + ","
                + sample.strip().substring(1);
    }

    private static JsonNode parent(JsonNode tree, List<String> way) {
        JsonNode at = tree;
        for (String name : way.subList(0, way.size() - 1)) {
            at = at.isArray() ? at.path(Integer.parseInt(name)) : at.path(name);
        }
        return at;
    }
}
