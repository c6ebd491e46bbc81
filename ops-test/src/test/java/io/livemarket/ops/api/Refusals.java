package io.livemarket.ops.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Problem;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The refusals of an operation: codes that follow from its shape and from the gateway, and those that are described.
 */
final class Refusals {

    /** What the gateway and every service may refuse any request with. */
    private static final Set<ErrorCode> ALWAYS = EnumSet.of(
            ErrorCode.INVALID_REQUEST,
            ErrorCode.TOKEN_INVALID,
            ErrorCode.TOKEN_EXPIRED,
            ErrorCode.ACCOUNT_SUSPENDED,
            ErrorCode.ORIGIN_NOT_ALLOWED,
            ErrorCode.RATE_LIMITED,
            ErrorCode.INTERNAL,
            ErrorCode.UNAVAILABLE);

    private Refusals() {}

    static Set<ErrorCode> of(
            Operation operation, Parameters parameters, boolean secured, Collection<ErrorCode> described) {
        Set<ErrorCode> codes = EnumSet.copyOf(ALWAYS);
        codes.addAll(described);
        if (secured) {
            codes.add(ErrorCode.TOKEN_MISSING);
        }
        if (operation.role().isPresent()) {
            codes.add(ErrorCode.FORBIDDEN);
        }
        if (parameters.hasIds()) {
            codes.add(ErrorCode.INVALID_ID);
        }
        parameters.body().ifPresent(body -> {
            codes.addAll(
                    List.of(ErrorCode.MALFORMED_JSON, ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE));
            if (holdsIds(body.getParameterizedType())) {
                codes.add(ErrorCode.INVALID_ID);
            }
        });
        return codes;
    }

    private static boolean holdsIds(Type type) {
        return switch (type) {
            case ParameterizedType of ->
                Arrays.stream(of.getActualTypeArguments()).anyMatch(Refusals::holdsIds);
            case Class<?> record
            when record.isRecord() ->
                Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .anyMatch(Refusals::holdsIds);
            default -> type == UUID.class;
        };
    }

    /** The codes of each status. */
    static Map<Integer, Set<ErrorCode>> byStatus(Set<ErrorCode> codes) {
        return codes.stream().collect(groupingBy(ErrorCode::status, TreeMap::new, toCollection(TreeSet::new)));
    }

    /** The component under which a document has the answer with these codes: operations share it. */
    static String name(Set<ErrorCode> codes) {
        return codes.stream().map(ErrorCode::code).collect(Collectors.joining("."));
    }

    /** The answer of a status with these codes and their meanings. */
    static ObjectNode answer(int status, Set<ErrorCode> codes) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put(
                "description",
                codes.stream()
                        .map(code -> "`" + code.code() + "`: " + code.message())
                        .collect(Collectors.joining("\n\n")));
        if (codes.stream().anyMatch(ErrorCode::retryable)) {
            node.withObject("/headers/Retry-After")
                    .put("description", "Seconds, where it is known.")
                    .withObject("/schema")
                    .put("type", "integer");
        }
        ObjectNode media = node.putObject("content").putObject(Problem.MEDIA_TYPE);
        ObjectNode schema = media.putObject("schema");
        schema.putArray("allOf").addObject().put("$ref", "#/components/schemas/Problem");
        ObjectNode properties = schema.putObject("properties");
        codes.forEach(code -> properties.withObject("/code").withArray("enum").add(code.code()));
        properties.putObject("status").put("const", status);
        media.set("example", Json.MAPPER.valueToTree(Problem.of(codes.iterator().next())));
        return node;
    }
}
