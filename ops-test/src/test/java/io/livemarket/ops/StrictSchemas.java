package io.livemarket.ops;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.livemarket.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published definitions of custom resources, made strict: where a definition names properties, any other is an
 * error, and not passed over as a cluster does.
 */
final class StrictSchemas {

    private static final Map<String, String> STRIMZI = Map.of(
            "Kafka", "io.strimzi.api.kafka.model.kafka.Kafka",
            "KafkaNodePool", "io.strimzi.api.kafka.model.nodepool.KafkaNodePool",
            "KafkaTopic", "io.strimzi.api.kafka.model.topic.KafkaTopic",
            "KafkaUser", "io.strimzi.api.kafka.model.user.KafkaUser");

    private final Map<String, Schema> schemas = new HashMap<>();

    private StrictSchemas() {}

    static StrictSchemas load() {
        StrictSchemas loaded = new StrictSchemas();
        loaded.readAll(Tools.definitions());
        loaded.readAll(strimzi());
        return loaded;
    }

    /** What is wrong with an object, or nothing; empty too where no definition is of its kind, see {@link #know}. */
    List<String> errors(Manifest object) {
        return schemas.get(key(object.json())).validate(object.json()).stream()
                .map(Object::toString)
                .toList();
    }

    boolean know(Manifest object) {
        return schemas.containsKey(key(object.json()));
    }

    private static String key(JsonNode object) {
        return object.path("apiVersion").asString("") + "/"
                + object.path("kind").asString("");
    }

    private static Path strimzi() {
        try {
            Path folder = Project.file("ops-test/target/strimzi");
            Files.createDirectories(folder);
            // A process, since it ends the JVM that it runs in.
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    "io.strimzi.crdgenerator.CrdGenerator",
                    "--yaml",
                    "--api-versions",
                    "v1",
                    "--storage-version",
                    "v1"));
            STRIMZI.forEach((kind, type) -> command.add(type + "=" + folder.resolve(kind + ".yaml")));
            Tools.Result result = Tools.execute(command, Map.of(), 120);
            if (result.code() != 0) {
                throw new AssertionError("Strimzi's definitions could not be made: " + result.output());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Manifest.parse(Files.readString(file)).forEach(this::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Manifest definition) {
        String group = definition.at("/spec/group").asString();
        String kind = definition.at("/spec/names/kind").asString();
        definition
                .each("/spec/versions")
                .filter(version -> version.path("served").asBoolean())
                .forEach(version -> {
                    ObjectNode schema =
                            (ObjectNode) version.at("/schema/openAPIV3Schema").deepCopy();
                    tighten(schema);
                    schemas.put(
                            group + "/" + version.path("name").asString() + "/" + kind,
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                                    .getSchema(schema));
                });
    }

    /** Adds "additionalProperties: false", and takes what JSON Schema writes in another way. */
    private static void tighten(ObjectNode schema) {
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                || schema.path("x-kubernetes-embedded-resource").asBoolean();
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            schema.remove("type");
            schema.remove("anyOf");
            schema.set("type", Json.MAPPER.createArrayNode().add("integer").add("string"));
        }
        if (schema.has("properties") && !schema.has("additionalProperties") && !open) {
            schema.put("additionalProperties", false);
        }
        for (JsonNode child : schema) {
            if (child.isObject()) {
                descend((ObjectNode) child, schema);
            }
        }
        if (schema.path("properties").path("metadata").path("type").asString("").equals("object")) {
            ((ObjectNode) schema.path("properties").path("metadata")).remove("additionalProperties");
        }
    }

    private static void descend(ObjectNode child, ObjectNode parent) {
        if (child == parent.get("properties")) {
            child.forEach(property -> tighten((ObjectNode) property));
        } else if (child == parent.get("items") || child == parent.get("additionalProperties")) {
            tighten(child);
        }
    }
}
