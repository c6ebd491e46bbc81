package io.livemarket.e2e;

import io.livemarket.e2e.TopicUse.Direction;
import io.livemarket.events.kafka.Topic;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of topics in {@code docs/architecture.md}, between two marks: a row for each topic that a service reads or
 * writes.
 */
final class TopicTable {

    static final String BEGIN = "<!-- topics: written by TopicTableIT -->";
    static final String END = "<!-- /topics -->";

    private TopicTable() {}

    /**
     * The table as it should be.
     *
     * @param catalogue topics by name
     * @throws IllegalArgumentException when a topic is used that is in no catalogue
     */
    static String of(Collection<TopicUse> uses, Map<String, Topic> catalogue) {
        Set<String> unknown = new TreeSet<>(uses.stream().map(TopicUse::topic).toList());
        unknown.removeAll(catalogue.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Topics that no catalogue has: " + unknown);
        }
        return "| topic | key | written by | read by |\n|---|---|---|---|\n"
                + uses.stream()
                        .map(TopicUse::topic)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .map(topic -> "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        topic,
                                        catalogue.get(topic).key(),
                                        services(uses, topic, Direction.WRITES),
                                        services(uses, topic, Direction.READS)))
                        .collect(Collectors.joining());
    }

    private static String services(Collection<TopicUse> uses, String topic, Direction direction) {
        String services = uses.stream()
                .filter(use -> use.topic().equals(topic) && use.direction() == direction)
                .map(TopicUse::service)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return services.isEmpty() ? "–" : services;
    }

    /** What the document has between the marks. */
    static String in(String document) {
        return document.substring(begin(document), document.indexOf(END));
    }

    /** The document with another table. */
    static String replaced(String document, String table) {
        return document.substring(0, begin(document)) + table + document.substring(document.indexOf(END));
    }

    private static int begin(String document) {
        int at = document.indexOf(BEGIN);
        if (at < 0 || document.indexOf(END) < at) {
            throw new IllegalArgumentException("The document has no " + BEGIN + " … " + END);
        }
        return at + BEGIN.length() + 1;
    }
}
