package io.livemarket.events.contracts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which fields of a schema some samples have, and which they leave out. */
final class FieldCoverage {

    private final Set<String> present = new HashSet<>();
    private final Set<String> absent = new HashSet<>();

    void add(JsonNode schema, JsonNode sample) {
        add(schema, sample, "");
    }

    /** The fields that no sample has, and the optional ones that every sample has. */
    List<String> missing(JsonNode schema) {
        List<String> missing = new ArrayList<>();
        missing(schema, "", missing);
        return missing;
    }

    private void add(JsonNode schema, JsonNode sample, String path) {
        if (schema.has("items")) {
            sample.forEach(item -> add(schema.get("items"), item, path + "[]"));
        }
        for (String name : schema.path("properties").propertyNames()) {
            JsonNode value = sample.get(name);
            String field = path + "." + name;
            (value == null ? absent : present).add(field);
            if (value != null) {
                add(schema.get("properties").get(name), value, field);
            }
        }
    }

    private void missing(JsonNode schema, String path, List<String> missing) {
        if (schema.has("items")) {
            missing(schema.get("items"), path + "[]", missing);
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        for (String name : schema.path("properties").propertyNames()) {
            String field = path + "." + name;
            if (!present.contains(field)) {
                missing.add("a value of " + field);
            }
            if (!required.contains(name) && !absent.contains(field)) {
                missing.add(field + " left out");
            }
            missing(schema.get("properties").get(name), field, missing);
        }
    }
}
