package io.livemarket.ops;

import io.livemarket.events.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** One object that a cluster is given. */
record Manifest(JsonNode json) {

    /** The objects of a YAML stream, in their order. */
    static List<Manifest> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Manifest> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document != null) {
                objects.add(new Manifest(Json.MAPPER.valueToTree(document)));
            }
        }
        return objects;
    }

    String kind() {
        return json.path("kind").asString("");
    }

    String name() {
        return json.at("/metadata/name").asString("");
    }

    String group() {
        String version = json.path("apiVersion").asString("");
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** The elements of an array, or nothing where there is none. */
    Stream<JsonNode> each(String pointer) {
        return elements(json.at(pointer));
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? array.valueStream() : Stream.empty();
    }

    /** The container of a service's pods, which is called "service" for the patches of the base. */
    JsonNode container() {
        return each("/spec/template/spec/containers")
                .filter(container -> "service".equals(container.path("name").asString("")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no container called service"));
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
