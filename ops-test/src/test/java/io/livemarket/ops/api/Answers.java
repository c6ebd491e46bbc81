package io.livemarket.ops.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers of an operation when it goes well. */
final class Answers {

    private static final Set<Type> WRAPPERS = Set.of(ResponseEntity.class, Mono.class, CompletableFuture.class);
    private static final Set<String> EMPTY = Set.of("204", "304");

    private Answers() {}

    /** The type of the body; void where there is none. */
    static Type body(Operation operation) {
        Type type = operation.handler().getGenericReturnType();
        while (type instanceof ParameterizedType wrapped && WRAPPERS.contains(wrapped.getRawType())) {
            type = wrapped.getActualTypeArguments()[0];
        }
        return type;
    }

    /** Each described status with its body; the one that the code states must be among them. */
    static void add(ObjectNode responses, Operation operation, JsonNode described, ApiSchemas schemas) {
        String stated = stated(operation);
        if (stated != null && !described.path("answers").has(stated)) {
            throw new IllegalArgumentException(operation.key() + " answers " + stated + ", which is not described");
        }
        Type body = body(operation);
        described.path("answers").forEachEntry((status, text) -> {
            ObjectNode response = responses.putObject(status).put("description", text.asString());
            if (text.asString().contains("`Location`")) {
                response.withObject("/headers/Location/schema").put("type", "string");
            }
            JsonNode media = described.path("media").path(status);
            media.forEach(type -> response.withObject("/content").putObject(type.asString()));
            if (media.isMissingNode() && !EMPTY.contains(status) && body != void.class && body != Void.class) {
                response.putObject("content").putObject("application/json").set("schema", schemas.of(body));
            }
        });
    }

    /** The status of a method that leaves it to Spring; null where the method states one itself. */
    private static String stated(Operation operation) {
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(operation.handler(), ResponseStatus.class);
        if (status != null) {
            return Integer.toString(status.code().value());
        }
        return operation.handler().getReturnType() == ResponseEntity.class ? null : "200";
    }
}
