package io.livemarket.ops.api;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI 3.1 document of some operations. */
final class OpenApi {

    private static final String JSON = "application/json";

    private final Descriptions descriptions;
    private final Edge edge;
    private final ApiSchemas schemas;
    private final Set<String> tags = new HashSet<>();
    private final Map<String, ObjectNode> refusals = new TreeMap<>();

    OpenApi(Descriptions descriptions, Edge edge) {
        this.descriptions = descriptions;
        this.edge = edge;
        this.schemas = new ApiSchemas(descriptions);
    }

    /** @param title of one service's document; null for the document of all */
    ObjectNode render(Collection<Operation> operations, String title) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info")
                .put("title", descriptions.text("title") + (title == null ? "" : ": " + title))
                .put("version", descriptions.text("version"))
                .put("description", descriptions.text("text"));
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers")
                .addObject()
                .put("url", "/")
                .put("description", "The gateway that serves this document.");
        ObjectNode paths = Json.MAPPER.createObjectNode();
        inOrder(operations)
                .forEach(operation -> paths.withObject("/" + pointer(operation.path()))
                        .set(operation.method().toLowerCase(java.util.Locale.ROOT), render(operation)));
        schemas.of(Problem.class);
        Map<String, JsonNode> definitions = schemas.definitions();
        addSamples(paths, new Samples(descriptions, definitions));
        descriptions.tags().stream()
                .filter(tags::contains)
                .forEach(tag -> document.withArray("tags")
                        .addObject()
                        .put("name", descriptions.tag(tag).path("name").asString())
                        .put("description", descriptions.tag(tag).path("text").asString()));
        document.set("paths", paths);
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put(
                        "description",
                        "The `token` of `POST /auth/login`. A role that an operation needs stands beside it.");
        ObjectNode answers = components.putObject("responses");
        refusals.forEach(answers::set);
        ObjectNode listed = components.putObject("schemas");
        definitions.forEach(listed::set);
        return document;
    }

    Set<String> usedSchemas() {
        return schemas.used();
    }

    private Collection<Operation> inOrder(Collection<Operation> operations) {
        List<String> order = List.copyOf(descriptions.operations());
        Map<String, Operation> once = new LinkedHashMap<>();
        operations.stream()
                .sorted(Comparator.comparing(operation -> order.indexOf(operation.key())))
                .forEach(operation -> once.putIfAbsent(operation.key(), operation));
        return once.values();
    }

    private static String pointer(String path) {
        return path.replace("~", "~0").replace("/", "~1");
    }

    private ObjectNode render(Operation operation) {
        JsonNode described = descriptions.operation(operation);
        Parameters parameters = new Parameters(operation);
        boolean isPublic = edge.isPublic(operation.method(), operation.path());
        String tag = operation.role().orElse(operation.service());
        tags.add(tag);
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.putArray("tags").add(descriptions.tag(tag).path("name").asString());
        node.put("operationId", described.required("id").asString())
                .put("summary", described.required("summary").asString());
        node.put("description", text(operation, described));
        if (!edge.leadsTo(operation.service(), operation.path())) {
            node.put("x-internal", true);
        }
        secure(node, operation, isPublic);
        parameters.render(described.path("parameters")).forEach(node.withArray("parameters")::add);
        described.path("more").forEach(node.withArray("parameters")::add);
        if (node.path("parameters").isEmpty()) {
            node.remove("parameters");
        }
        body(node, described, parameters);
        ObjectNode responses = node.putObject("responses");
        Answers.add(responses, operation, described, schemas);
        Set<ErrorCode> codes = Refusals.of(operation, parameters, !isPublic, descriptions.errors(operation));
        Refusals.byStatus(codes).forEach((status, of) -> {
            refusals.computeIfAbsent(Refusals.name(of), _ -> Refusals.answer(status, of));
            responses.putObject(status.toString()).put("$ref", "#/components/responses/" + Refusals.name(of));
        });
        return node;
    }

    private String text(Operation operation, JsonNode described) {
        String role =
                operation.role().map(name -> "Needs the role `" + name + "`. ").orElse("");
        String internal =
                edge.leadsTo(operation.service(), operation.path()) ? "" : "The gateway leads no request here. ";
        return (role + internal + described.path("text").asString("")).strip();
    }

    private void secure(ObjectNode node, Operation operation, boolean isPublic) {
        var security = node.putArray("security");
        boolean signed = isPublic && descriptions.errors(operation).contains(ErrorCode.TOKEN_MISSING);
        if (!isPublic || signed) {
            var roles = security.addObject().putArray("token");
            operation.role().ifPresent(roles::add);
        }
        if (signed) {
            security.addObject();
        }
    }

    private void body(ObjectNode node, JsonNode described, Parameters parameters) {
        if (described.has("body")) {
            node.putObject("requestBody").put("required", true).set("content", described.get("body"));
        }
        parameters.body().ifPresent(body -> {
            ObjectNode media = node.putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject(JSON);
            media.set("schema", schemas.of(body.getParameterizedType()));
            if (described.has("sample")) {
                media.set("example", described.get("sample"));
            }
        });
    }

    /** Where nothing is written, a sample of the schema, which is whole by now. */
    private static void addSamples(ObjectNode paths, Samples samples) {
        paths.forEach(path -> path.forEach(operation -> {
            operation
                    .path("responses")
                    .forEach(response -> addSample(response.path("content").path(JSON), samples));
            addSample(operation.path("requestBody").path("content").path(JSON), samples);
        }));
    }

    private static void addSample(JsonNode media, Samples samples) {
        if (media instanceof ObjectNode node && !node.has("example")) {
            node.set("example", samples.of(node.path("schema")));
        }
    }
}
