package io.livemarket.ops.api;

import io.livemarket.events.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents that are kept in {@code docs/api} and served by the gateway. */
final class ApiFiles {

    static final String FOLDER = "docs/api/";
    static final String MERGED = FOLDER + "openapi.json";
    static final List<String> SERVICES = List.of(
            "auth-service",
            "chat-service",
            "presence-service",
            "notification-service",
            "moderation-service",
            "file-service",
            "product-service",
            Controllers.GATEWAY);

    static final Descriptions DESCRIPTIONS = new Descriptions();

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final Edge EDGE = new Edge();

    private ApiFiles() {}

    /** Each file's path and content. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> files = new LinkedHashMap<>();
        files.put(MERGED, merged());
        SERVICES.forEach(service -> files.put(
                FOLDER + "openapi-" + service + ".json", document().render(Controllers.of(service), service)));
        files.put(FOLDER + "asyncapi-sockets.json", BundledAsyncApi.of("docs/asyncapi-sockets.yaml"));
        files.put(FOLDER + "asyncapi-topics.json", BundledAsyncApi.of("docs/asyncapi.yaml"));
        return files;
    }

    /** What clients of the gateway can ask for. */
    static ObjectNode merged() {
        return document()
                .render(
                        operations()
                                .filter(operation -> EDGE.leadsTo(operation.service(), operation.path()))
                                .toList(),
                        null);
    }

    /** A document without operations yet. */
    static OpenApi document() {
        return new OpenApi(DESCRIPTIONS, EDGE);
    }

    /** The operations of all services. */
    static Stream<Operation> operations() {
        return SERVICES.stream().flatMap(service -> Controllers.of(service).stream());
    }

    static String text(JsonNode json) {
        return Json.MAPPER.writer().with(PRINTER).writeValueAsString(json) + "\n";
    }
}
