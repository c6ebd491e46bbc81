package io.livemarket.e2e;

import io.livemarket.e2e.ApiDocument.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * A request of an operation: the documented sample, or that sample with one thing wrong.
 *
 * @param what the thing, for a failure's message
 * @param target path and query
 */
record ApiCase(Operation operation, String what, String target, String contentType, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TYPE = "application/json";
    private static final String FORM = "multipart/form-data; boundary=part";
    private static final byte[] NONE = {};
    private static final List<String> BROKEN_BODIES = List.of("{", "[]", "null", "\"text\"", "{}", "{\"a\":1}x");
    private static final List<String> BROKEN_VALUES = List.of(
            "null",
            "[null]",
            "{}",
            "-1",
            "1.5",
            "true",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "9223372036854775807",
            "99999999999999999999",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"" + "x".repeat(9_000) + "\"");
    private static final List<String> BROKEN_PARAMETERS = List.of(
            "nonsense",
            "-1",
            "1.5",
            "%00",
            "1-1-1-1-1",
            "9223372036854775807",
            "%2B999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "");

    /** The documented sample. */
    static ApiCase sample(Operation operation, Map<String, String> known) {
        String target = target(operation, known);
        if (operation.json().at("/requestBody/content").has("multipart/form-data")) {
            return new ApiCase(
                    operation,
                    "sample",
                    target,
                    FORM,
                    ("--part\r\nContent-Disposition: form-data; name=\"file\"; "
                                    + "filename=\"a.txt\"\r\n\r\nhello\r\n--part--\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        JsonNode example = operation.body().path("example");
        return example.isMissingNode()
                ? new ApiCase(operation, "sample", target, null, NONE)
                : new ApiCase(operation, "sample", target, TYPE, JSON.writeValueAsBytes(example));
    }

    private static String target(Operation operation, Map<String, String> known) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            String name = parameter.path("name").asString();
            String value = known.getOrDefault(operation.path() + " " + name, known.getOrDefault(name, "0"));
            path = path.replace("{" + name + "}", value);
            if (parameter.path("in").asString().equals("query")
                    && parameter.path("required").asBoolean(false)) {
                query.add(name + "=" + value);
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** The sample with one thing wrong: a part of the address, a parameter, the body, or a field of it. */
    static List<ApiCase> wrong(Operation operation, Map<String, String> known, ApiDocument document) {
        ApiCase right = sample(operation, known);
        List<ApiCase> cases = new ArrayList<>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            String name = parameter.path("name").asString();
            for (String value : BROKEN_PARAMETERS) {
                String target = parameter.path("in").asString().equals("path")
                        ? target(operation, with(known, operation.path() + " " + name, value.isEmpty() ? "%20" : value))
                        : right.target() + (right.target().contains("?") ? "&" : "?") + name + "=" + value;
                cases.add(new ApiCase(operation, name + "=" + value, target, right.contentType(), right.body()));
            }
        }
        if (TYPE.equals(right.contentType())) {
            BROKEN_BODIES.forEach(body -> cases.add(right.withBody(body, body)));
            cases.add(new ApiCase(operation, "text/plain", right.target(), "text/plain", right.body()));
            fields(operation, document)
                    .forEach(name -> BROKEN_VALUES.forEach(value -> cases.add(right.withField(name, value))));
        }
        return cases;
    }

    private static Map<String, String> with(Map<String, String> known, String name, String value) {
        Map<String, String> more = new HashMap<>(known);
        more.put(name, value);
        return more;
    }

    private static List<String> fields(Operation operation, ApiDocument document) {
        return List.copyOf(document.resolved(operation.body().path("schema"))
                .path("properties")
                .propertyNames());
    }

    private ApiCase withBody(String name, String text) {
        return new ApiCase(operation, name, target, TYPE, text.getBytes(StandardCharsets.UTF_8));
    }

    private ApiCase withField(String name, String value) {
        ObjectNode changed = (ObjectNode) JSON.readTree(body);
        changed.set(name, JsonNodeFactory.instance.rawValueNode(new RawValue(value)));
        return withBody(
                name + "=" + (value.length() > 40 ? value.length() + " characters" : value),
                JSON.writeValueAsString(changed));
    }

    @Override
    public String toString() {
        return operation + " with " + what;
    }
}
