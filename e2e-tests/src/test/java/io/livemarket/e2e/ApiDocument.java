package io.livemarket.e2e;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document that a gateway serves: its operations, and whether an answer keeps to it. */
final class ApiDocument {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    ApiDocument(JsonNode document) {
        this.document = document;
    }

    /** An operation; {@code json} is what the document has of it. */
    record Operation(String method, String path, JsonNode json) {

        boolean isPublic() {
            return json.path("security").isEmpty()
                    || json.path("security").valueStream().anyMatch(JsonNode::isEmpty);
        }

        /** The role that it needs. */
        Optional<String> role() {
            return json.at("/security/0/token")
                    .valueStream()
                    .map(JsonNode::asString)
                    .findFirst();
        }

        JsonNode body() {
            return json.at("/requestBody/content/application~1json");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) ->
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, operation))));
        return operations;
    }

    /** A schema or an answer with its reference followed. */
    JsonNode resolved(JsonNode part) {
        String reference = part.path("$ref").asString("");
        return reference.isEmpty() ? part : document.at(reference.substring(1));
    }

    /** What an answer has against the document; empty when it keeps to it. */
    List<String> faults(Operation operation, ApiAnswer answer) {
        JsonNode response = resolved(operation.json().path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return List.of("status " + answer.status() + " is not documented: " + answer.text());
        }
        if (response.path("content").isEmpty()) {
            return answer.body().length == 0
                    ? List.of()
                    : List.of("status " + answer.status() + " has no body, but came with one");
        }
        if (response.path("content").has("*/*")) {
            return List.of();
        }
        JsonNode media = response.path("content").path(answer.mediaType());
        if (media.isMissingNode()) {
            return List.of("media type " + answer.mediaType() + " of status " + answer.status() + " is not documented");
        }
        return media.has("schema")
                ? invalid(operation + " " + answer.status(), media.path("schema"), answer)
                : List.of();
    }

    private List<String> invalid(String name, JsonNode schema, ApiAnswer answer) {
        Schema compiled = schemas.computeIfAbsent(name, _ -> {
            ObjectNode whole = (ObjectNode) schema.deepCopy();
            whole.set("components", document.path("components"));
            return REGISTRY.getSchema(whole);
        });
        return compiled
                .validate(
                        answer.json(),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error + " in " + answer.text())
                .toList();
    }
}
