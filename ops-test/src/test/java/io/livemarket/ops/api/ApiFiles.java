package io.livemarket.ops.api;

import io.livemarket.events.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents that are kept in {@code docs/api} and served by the gateway. */
final class ApiFiles {

    static final String FOLDER = "docs/api/";
    static final String MERGED = FOLDER + "openapi.json";
    static final List<String> SERVICES = List.of("auth-service", "chat-service", "presence-service", "notification-service",
            "moderation-service", "file-service", Controllers.GATEWAY);

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private ApiFiles() {}

    /** Each file's path and content. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> files = new LinkedHashMap<>();
        files.put(MERGED, merged());
        SERVICES.forEach(service -> files.put(FOLDER + "openapi-" + service + ".json",
                new OpenApi(new Descriptions(), new Edge()).render(Controllers.of(service), service)));
        files.put(FOLDER + "asyncapi-sockets.json", BundledAsyncApi.of("docs/asyncapi-sockets.yaml"));
        files.put(FOLDER + "asyncapi-topics.json", BundledAsyncApi.of("docs/asyncapi.yaml"));
        return files;
    }

    /** What clients of the gateway can ask for. */
    static ObjectNode merged() {
        return new OpenApi(new Descriptions(), new Edge()).render(throughTheGateway(), null);
    }

    static List<Operation> throughTheGateway() {
        Edge edge = new Edge();
        List<Operation> reachable = new ArrayList<>();
        SERVICES.forEach(service -> Controllers.of(service).stream()
                .filter(operation -> edge.leadsTo(service, operation.path())).forEach(reachable::add));
        return reachable;
    }

    static String text(JsonNode json) {
        return Json.MAPPER.writer().with(PRINTER).writeValueAsString(json) + "\n";
    }
}
