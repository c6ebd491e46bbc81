package io.livemarket.ops;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The table of topics in {@code docs/architecture.md}: what the catalogue says of each topic, and which services
 * produce and consume it by their byte code. {@code TopicTableIT} holds the table against what running services do.
 */
final class TopicTable {

    private TopicTable() {}

    static String ofTheCode() {
        Catalogue catalogue = Catalogue.ofTheCode();
        KafkaAccess access = new KafkaAccess(catalogue);
        return "| topic | key | owner | producers | consumers |\n|---|---|---|---|---|\n"
                + catalogue.topics().values().stream()
                        .filter(topic -> !topic.name().contains(".dlt"))
                        .map(topic -> row(topic, access))
                        .collect(Collectors.joining());
    }

    private static String row(Topic topic, KafkaAccess access) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        topic.name(),
                        topic.key(),
                        Topics.serviceOf(topic.name()).orElseThrow(),
                        services((service, name) -> access.writes(service).contains(name), topic),
                        services((service, name) -> access.reads(service).contains(name), topic));
    }

    private static String services(BiPredicate<String, String> uses, Topic topic) {
        Set<String> services = Catalogue.SERVICES.stream()
                .filter(service -> uses.test(service, topic.name()))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        return services.isEmpty() ? "–" : String.join(", ", services);
    }
}
