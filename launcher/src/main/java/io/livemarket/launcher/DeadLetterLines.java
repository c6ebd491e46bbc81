package io.livemarket.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Dead letters as lines for the terminal, and their places as paths of requests. */
final class DeadLetterLines {

    private static final Pattern PLACE = Pattern.compile("([A-Za-z0-9._-]+)-(\\d+)@(\\d+)");
    private static final String NONE = "-";

    private DeadLetterLines() {}

    /** The path of a letter below {@code /admin/dead-letters}; empty for a text that is no place. */
    static Optional<String> path(String place) {
        Matcher matcher = PLACE.matcher(place);
        return matcher.matches()
                ? Optional.of("/" + matcher.group(1) + "/" + matcher.group(2) + "/" + matcher.group(3))
                : Optional.empty();
    }

    static String encoded(String parameter) {
        return URLEncoder.encode(parameter, StandardCharsets.UTF_8);
    }

    /**
     * The lines for an answer of {@code GET /admin/dead-letters}: two for each letter, and a note where the answer is
     * incomplete.
     */
    static List<String> of(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        answer.path("items").forEach(letter -> {
            lines.add("%s  %s  %s"
                    .formatted(
                            place(letter.path("place")),
                            letter.path("at").asString(),
                            letter.at("/handling/state").asString()));
            lines.add("    from %s by %s: %s; type %s, key %s, %d bytes%s"
                    .formatted(
                            place(letter.at("/origin/source")),
                            text(letter.at("/origin/consumer")),
                            text(letter.at("/origin/reason")),
                            text(letter.at("/record/type")),
                            text(letter.at("/record/key")),
                            letter.at("/record/bytes").asInt(),
                            letter.path("replayable").asBoolean() ? "" : "; cannot be replayed"));
        });
        if (lines.isEmpty()) {
            lines.add(new Bilingual("No dead letters", "Ningún registro apartado").toString());
        }
        if (answer.path("more").asBoolean()) {
            lines.add(new Bilingual("There are more", "Hay más").toString());
        }
        if (!answer.path("unavailable").isEmpty()) {
            String services = answer.path("unavailable")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(", "));
            lines.add(
                    Bilingual.of("No answer: %s", "Sin respuesta: %s", services).toString());
        }
        return lines;
    }

    private static String place(JsonNode place) {
        return place.isObject()
                ? "%s-%d@%d"
                        .formatted(
                                place.path("topic").asString(),
                                place.path("partition").asInt(),
                                place.path("offset").asLong())
                : NONE;
    }

    private static String text(JsonNode value) {
        return value.asString(NONE);
    }
}
