package io.livemarket.ops.api;

import io.livemarket.events.Json;
import io.livemarket.ops.Project;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An AsyncAPI document as one JSON file: the schemas that it takes from the source tree become components of its own.
 */
final class BundledAsyncApi {

    private static final Path DOCS = Path.of("docs");
    private static final String COMPONENTS = "#/components/schemas/";

    private final ObjectNode document;
    private final ObjectNode schemas;

    private BundledAsyncApi(String file) {
        document = (ObjectNode) Descriptions.yaml(Project.text(file));
        schemas = document.withObject("/components/schemas");
    }

    /** @param file such as {@code docs/asyncapi.yaml} */
    static ObjectNode of(String file) {
        BundledAsyncApi bundle = new BundledAsyncApi(file);
        bundle.take(bundle.document.deepCopy(), bundle.document);
        return bundle.document;
    }

    /** Walks a copy, since schemas are added on the way. */
    private void take(JsonNode copy, JsonNode original) {
        copy.forEachEntry((name, child) -> {
            if (name.equals("$ref") && !child.asString().startsWith("#")) {
                ((ObjectNode) original).put("$ref", COMPONENTS + schema(child.asString()));
            } else {
                take(child, original.get(name));
            }
        });
        for (int i = 0; copy.isArray() && i < copy.size(); i++) {
            take(copy.get(i), original.get(i));
        }
    }

    private String schema(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
        if (!schemas.has(name)) {
            ObjectNode schema = (ObjectNode) Json.MAPPER.readTree(
                    Project.text(DOCS.resolve(reference).normalize().toString()));
            schema.remove("$schema");
            schema.remove("$id");
            schemas.set(name, schema);
        }
        return name;
    }
}
