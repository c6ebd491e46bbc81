package io.livemarket.gateway.operators;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The dead letters of several services.
 *
 * @param items newest first
 * @param more whether a service has further dead letters, or some exceeded the limit
 * @param unavailable services that gave no answer
 */
record DeadLetterList(List<JsonNode> items, boolean more, List<String> unavailable) {

    /** The answer of a service; an answer without items counts as none. */
    record Part(String service, JsonNode answer) {

        private boolean isThere() {
            return answer.path("items").isArray();
        }
    }

    /** @param limit the most dead letters */
    static DeadLetterList of(List<Part> parts, int limit) {
        List<JsonNode> all = parts.stream()
                .filter(Part::isThere)
                .flatMap(part -> part.answer().path("items").valueStream())
                .sorted(Comparator.comparing(DeadLetterList::at).reversed())
                .toList();
        boolean more = all.size() > limit
                || parts.stream().anyMatch(part -> part.answer().path("more").asBoolean(false));
        return new DeadLetterList(
                all.stream().limit(limit).toList(),
                more,
                parts.stream()
                        .filter(part -> !part.isThere())
                        .map(Part::service)
                        .sorted()
                        .toList());
    }

    private static Instant at(JsonNode letter) {
        return Instant.parse(letter.path("at").asString());
    }
}
