package io.livemarket.ops.api;

import io.livemarket.events.Json;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an operation takes: the parameters of its address and headers, and its body. */
final class Parameters {

    /** Of a header between our own servers; the gateway drops it where a client sends it. */
    private static final String INTERNAL = "X-LiveMarket-";

    private final Operation operation;
    private final List<Taken> taken = new ArrayList<>();

    /** One parameter. */
    private record Taken(String name, String in, boolean required, String byDefault, Parameter parameter) {

        boolean is(Class<?> type) {
            return parameter.getType() == type;
        }
    }

    Parameters(Operation operation) {
        this.operation = operation;
        Arrays.stream(operation.handler().getParameters())
                .map(Parameters::taken)
                .flatMap(Optional::stream)
                .forEach(taken::add);
    }

    private static Optional<Taken> taken(Parameter parameter) {
        PathVariable path = AnnotatedElementUtils.findMergedAnnotation(parameter, PathVariable.class);
        if (path != null) {
            return Optional.of(new Taken(named(path.value(), parameter), "path", true, null, parameter));
        }
        RequestParam query = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestParam.class);
        if (query != null) {
            String byDefault = ValueConstants.DEFAULT_NONE.equals(query.defaultValue()) ? null : query.defaultValue();
            return Optional.of(new Taken(
                    named(query.value(), parameter),
                    "query",
                    query.required() && byDefault == null,
                    byDefault,
                    parameter));
        }
        RequestHeader header = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestHeader.class);
        String name = header == null ? "" : named(header.name(), parameter);
        return name.isEmpty() || name.startsWith(INTERNAL) || name.equals(HttpHeaders.AUTHORIZATION)
                ? Optional.empty()
                : Optional.of(new Taken(name, "header", header.required(), null, parameter));
    }

    private static String named(String annotated, Parameter parameter) {
        return annotated.isEmpty() ? parameter.getName() : annotated;
    }

    List<String> names() {
        return taken.stream().map(Taken::name).toList();
    }

    /** The parameter that holds the body. */
    Optional<Parameter> body() {
        return Arrays.stream(operation.handler().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .findFirst();
    }

    /** Whether one of them is an id, which may be none. */
    boolean hasIds() {
        return taken.stream().anyMatch(each -> each.is(UUID.class));
    }

    /** As a document has them; {@code texts} are descriptions by name. */
    List<ObjectNode> render(JsonNode texts) {
        return taken.stream()
                .map(each -> render(each, texts.path(each.name()).asString(null)))
                .toList();
    }

    private static ObjectNode render(Taken each, String text) {
        ObjectNode node =
                Json.MAPPER.createObjectNode().put("name", each.name()).put("in", each.in());
        if (each.required()) {
            node.put("required", true);
        }
        if (text != null) {
            node.put("description", text);
        }
        if (each.parameter().getType() == List.class) {
            node.put("style", "form").put("explode", false);
        }
        ObjectNode schema = schema(each.parameter().getType());
        Constraints.add(schema, each.parameter(), each.parameter().getType());
        if (each.byDefault() != null) {
            schema.set(
                    "default",
                    each.is(String.class)
                            ? Json.MAPPER.valueToTree(each.byDefault())
                            : Json.MAPPER.readTree(each.byDefault()));
        }
        node.set("schema", schema);
        return node;
    }

    private static ObjectNode schema(Class<?> type) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        if (Collection.class.isAssignableFrom(type)) {
            return node.put("type", "array")
                    .set(
                            "items",
                            Json.MAPPER.createObjectNode().put("type", "string").put("format", "uuid"));
        }
        return switch (type.getSimpleName()) {
            case "UUID" -> node.put("type", "string").put("format", "uuid");
            case "Instant" -> node.put("type", "string").put("format", "date-time");
            case "String" -> node.put("type", "string");
            case "boolean", "Boolean" -> node.put("type", "boolean");
            case "int", "Integer" -> node.put("type", "integer").put("format", "int32");
            case "long", "Long" -> node.put("type", "integer").put("format", "int64");
            default -> throw new IllegalArgumentException("No schema for a parameter of type " + type);
        };
    }
}
