package io.livemarket.events.contracts;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.stream.Collectors;

/** The part of {@code docs/events.md} that is made from the catalogue. */
final class EventsDocument {

    static final String BEGIN = "<!-- made from the catalogue: begin -->\n";
    static final String END = "<!-- made from the catalogue: end -->\n";

    private static final String SCHEMAS = "../shared-events/src/main/resources/schemas/";

    private EventsDocument() {}

    static String generated() {
        StringBuilder text = new StringBuilder(BEGIN);
        text.append("\n| topic | key | written by | kept | contract | event types |\n|---|---|---|---|---|---|\n");
        for (Topic topic : Contract.FAMILIES.keySet()) {
            text.append("| `%s` | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            topic.name(),
                            topic.key(),
                            topic.owner(),
                            kept(topic),
                            contract(topic),
                            Contract.of(topic).stream()
                                    .map(contract -> "`" + contract + "`")
                                    .collect(Collectors.joining(", "))));
        }
        for (Topic topic : Contract.FAMILIES.keySet()) {
            text.append("%n### `%s`%n%n| type | meaning |%n|---|---|%n".formatted(topic.name()));
            for (Contract contract : Contract.of(topic)) {
                text.append("| [`%s`](%s%1$s.json) | %s |%n"
                        .formatted(contract, SCHEMAS, RecordSources.sentence(contract.name())));
            }
        }
        return text.append('\n').append(END).toString().replace("\r\n", "\n");
    }

    /** The document with its generated part made anew. */
    static String with(String document, String generated) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The document lacks the lines " + BEGIN + END);
        }
        return document.substring(0, begin) + generated + document.substring(end + END.length());
    }

    private static String contract(Topic topic) {
        if (Topics.PUBLIC.contains(topic)) {
            return "public";
        }
        return Topics.RESTRICTED.contains(topic) ? "restricted" : "internal";
    }

    static String kept(Topic topic) {
        if (topic.compact()) {
            return "newest of each key";
        }
        Duration kept = topic.kept();
        if (kept == null) {
            return "for ever";
        }
        if (kept.toDays() > 0 && kept.equals(Duration.ofDays(kept.toDays()))) {
            return kept.toDays() + " days";
        }
        return kept.toHours() > 0 ? kept.toHours() + " hours" : kept.toMinutes() + " minutes";
    }
}
