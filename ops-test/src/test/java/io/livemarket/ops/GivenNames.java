package io.livemarket.ops;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The names that a manifest gives a value to: variables, keys of ConfigMaps and Secrets, files, and paths of patches.
 */
final class GivenNames {

    /** The fields whose text is the name of a variable or of a file with a property's name, or the place of one. */
    private static final Set<String> FIELDS = Set.of("name", "path", "secretKey", "subPath");

    private GivenNames() {}

    /** The names in a stream of YAML documents, without those in comments and in texts for people. */
    static Set<String> of(String yaml) {
        Set<String> names = new TreeSet<>();
        Manifest.parse(yaml).forEach(document -> collect(document.json(), names));
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> {
            names.add(field.getKey());
            JsonNode value = field.getValue();
            if (value.isString() && field.getKey().equals("patch")) {
                names.addAll(of(value.asString()));
            } else if (value.isString() && FIELDS.contains(field.getKey())) {
                names.add(value.asString().substring(value.asString().lastIndexOf('/') + 1));
            }
        });
        node.values().forEach(child -> collect(child, names));
    }

    /**
     * Whether a property, or where its name ends with a dot any below it, is among them by its name or by its
     * variable's.
     */
    static boolean give(Set<String> names, String property) {
        Set<String> wanted = new HashSet<>(Set.of(property, KnownProperties.variable(property)));
        return property.endsWith(".")
                ? names.stream().anyMatch(name -> wanted.stream().anyMatch(name::startsWith))
                : wanted.stream().anyMatch(names::contains);
    }
}
