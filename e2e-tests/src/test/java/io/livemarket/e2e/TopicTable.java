package io.livemarket.e2e;

import io.livemarket.e2e.TopicUse.Direction;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
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

    static final String BEGIN = "<!-- topics, made from the code: begin -->";
    static final String END = "<!-- topics, made from the code: end -->";

    private TopicTable() {}

    /**
     * The table of the topics that were used; the owner of a topic is the service of its context.
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
        return "| topic | key | owner | producers | consumers |\n|---|---|---|---|---|\n"
                + uses.stream()
                        .map(TopicUse::topic)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .map(topic -> "| `%s` | %s | %s | %s | %s |\n"
                                .formatted(
                                        topic,
                                        catalogue.get(topic).key(),
                                        Topics.serviceOf(topic).orElse("–"),
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

    /** The text between the marks of the document. */
    static String in(String document) {
        return document.substring(begin(document), document.indexOf(END));
    }

    private static int begin(String document) {
        int at = document.indexOf(BEGIN);
        if (at < 0 || document.indexOf(END) < at) {
            throw new IllegalArgumentException("The document has no " + BEGIN + " … " + END);
        }
        return at + BEGIN.length() + 1;
    }
}
