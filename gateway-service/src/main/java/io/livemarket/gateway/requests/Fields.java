package io.livemarket.gateway.requests;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.text.Texts;
import io.livemarket.kit.web.WireTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a payload strictly: nothing is coerced, and a JSON null is an absent field. */
final class Fields {

    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** @throws InvalidRequest when the payload is not an object */
    static Fields of(JsonNode payload) {
        return of(payload, "");
    }

    static Fields of(JsonNode payload, String path) {
        if (!payload.isObject()) {
            throw new InvalidRequest(ErrorCode.INVALID_REQUEST, path.isEmpty() ? null : path);
        }
        return new Fields(payload, path.isEmpty() ? "" : path + ".");
    }

    boolean has(String field) {
        return node(field) != null;
    }

    @Nullable
    JsonNode node(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    /** Text that every client displays as it was sent ({@link Texts#isSound}). */
    @Nullable
    String text(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isString() || !Texts.isSound(node.stringValue())) {
            throw invalid(field);
        }
        return node.stringValue();
    }

    String requiredText(String field) {
        String text = text(field);
        if (text == null) {
            throw invalid(field);
        }
        return text;
    }

    @Nullable
    UUID id(String field) {
        String text = text(field);
        return text == null
                ? null
                : Ids.parse(text).orElseThrow(() -> new InvalidRequest(ErrorCode.INVALID_ID, path + field));
    }

    UUID requiredId(String field) {
        UUID id = id(field);
        if (id == null) {
            throw invalid(field);
        }
        return id;
    }

    boolean requiredFlag(String field) {
        JsonNode node = node(field);
        if (node == null || !node.isBoolean()) {
            throw invalid(field);
        }
        return node.booleanValue();
    }

    /** A whole number within bounds. */
    @Nullable
    Long number(String field, long min, long max) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            throw invalid(field);
        }
        return node.longValue();
    }

    /** One or more ids. */
    @Nullable
    List<UUID> ids(String field, int max) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isArray() || node.isEmpty() || node.size() > max) {
            throw invalid(field);
        }
        List<UUID> ids = new ArrayList<>(node.size());
        for (JsonNode id : node) {
            ids.add(Ids.parse(id.isString() ? id.stringValue() : null)
                    .orElseThrow(() -> new InvalidRequest(ErrorCode.INVALID_ID, path + field)));
        }
        return ids;
    }

    /** A time in ISO-8601 with a year of four digits. */
    @Nullable
    Instant time(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid(field);
        }
        if (!WireTime.Check.holds(time)) {
            throw invalid(field);
        }
        return time;
    }

    InvalidRequest invalid(String field) {
        return new InvalidRequest(ErrorCode.INVALID_REQUEST, path + field);
    }
}
