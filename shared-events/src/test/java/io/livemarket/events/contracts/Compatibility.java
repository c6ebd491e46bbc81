package io.livemarket.events.contracts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Finds the readers that a change of schemas would break: a consumer that was written for the released schemas and
 * reads new records, or today's code that reads a record that was written before. Within a version only optional fields
 * may be added, and new types beside the old ones; any other difference is a break, also in a keyword that this class
 * does not know. Texts for people ({@code title}, {@code description}) may change freely.
 */
final class Compatibility {

    private static final Set<String> TEXTS =
            Set.of("$schema", "$id", "$comment", "$defs", "title", "description", "examples", "deprecated");
    private static final Set<String> COMPARED_BELOW = Set.of("properties", "required", "enum", "items", "$ref");

    private final JsonNode releasedRoot;
    private final JsonNode currentRoot;
    private final List<String> breaks = new ArrayList<>();
    private final Set<String> open = new LinkedHashSet<>();

    private Compatibility(JsonNode released, JsonNode current) {
        releasedRoot = released;
        currentRoot = current;
    }

    /**
     * The breaks between two sets of schemas by type name, each on a line that begins with the type; empty for none.
     */
    static List<String> breaks(Map<String, JsonNode> released, Map<String, JsonNode> current) {
        List<String> breaks = new ArrayList<>();
        new TreeMap<>(released).forEach((type, schema) -> {
            if (current.containsKey(type)) {
                breaks(schema, current.get(type)).forEach(line -> breaks.add(type + ": " + line));
            } else {
                breaks.add(type + ": the type was removed; its old records can't be read, its consumers wait in vain");
            }
        });
        return breaks;
    }

    /** The breaks between two schemas of one type, each on a line that begins with the field's path; empty for none. */
    static List<String> breaks(JsonNode released, JsonNode current) {
        Compatibility comparison = new Compatibility(released, current);
        comparison.compare("$", released, current);
        return List.copyOf(comparison.breaks);
    }

    private void compare(String path, JsonNode releasedOrRef, JsonNode currentOrRef) {
        String references = releasedOrRef.path("$ref").asString("") + " "
                + currentOrRef.path("$ref").asString("");
        if (!references.isBlank() && !open.add(references)) {
            return; // a recursive schema: this pair is being compared further up
        }
        JsonNode released = resolve(releasedRoot, releasedOrRef);
        JsonNode current = resolve(currentRoot, currentOrRef);
        keywords(path, released, current);
        values(path, released, current);
        properties(path, released, current);
        if (released.has("items") && current.has("items")) {
            compare(path + "[]", released.get("items"), current.get("items"));
        } else if (released.has("items") || current.has("items")) {
            broken(path, "what the array holds is said in one of the two only; consumers read each item by it");
        }
        open.remove(references);
    }

    private void keywords(String path, JsonNode released, JsonNode current) {
        Set<String> keywords = new TreeSet<>(released.propertyNames());
        keywords.addAll(current.propertyNames());
        keywords.removeAll(TEXTS);
        keywords.removeAll(COMPARED_BELOW);
        for (String keyword : keywords) {
            JsonNode before = released.path(keyword);
            JsonNode now = current.path(keyword);
            if (!before.equals(now)) {
                broken(
                        path,
                        "`" + keyword + "` was " + shown(before) + " and is " + shown(now)
                                + "; consumers and old records have the former");
            }
        }
    }

    private void values(String path, JsonNode released, JsonNode current) {
        if (!released.has("enum") && !current.has("enum")) {
            return;
        }
        if (!released.has("enum") || !current.has("enum")) {
            broken(path, "a closed list of values became open, or the other way round");
            return;
        }
        Set<String> before = texts(released.get("enum"));
        Set<String> now = texts(current.get("enum"));
        minus(before, now).forEach(value -> broken(path, "the value " + value + " was removed; old records hold it"));
        minus(now, before)
                .forEach(value -> broken(
                        path,
                        "the value " + value + " was added; a consumer that knows the"
                                + " released values can't read a record with it"));
    }

    private void properties(String path, JsonNode released, JsonNode current) {
        JsonNode before = released.path("properties");
        JsonNode now = current.path("properties");
        Set<String> requiredBefore = texts(released.path("required"));
        Set<String> requiredNow = texts(current.path("required"));
        for (String name : before.propertyNames()) {
            String field = path + "." + name;
            if (!now.has(name)) {
                broken(field, "the field was removed; consumers read it");
                continue;
            }
            if (requiredBefore.contains(name) && !requiredNow.contains(name)) {
                broken(field, "required became optional; consumers rely on its being there");
            } else if (!requiredBefore.contains(name) && requiredNow.contains(name)) {
                broken(field, "optional became required; old records may lack it");
            }
            compare(field, before.get(name), now.get(name));
        }
        for (String name : now.propertyNames()) {
            if (!before.has(name) && requiredNow.contains(name)) {
                broken(path + "." + name, "a new field is required; old records lack it. Make it @Nullable");
            }
        }
    }

    private void broken(String path, String why) {
        breaks.add(path + ": " + why);
    }

    private static JsonNode resolve(JsonNode root, JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        String reference = schema.get("$ref").asString();
        JsonNode target = reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("");
        if (target.isMissingNode()) {
            throw new IllegalArgumentException("Only references within a schema are compared: " + reference);
        }
        return resolve(root, target);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(value -> texts.add(value.asString()));
        return texts;
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }
}
