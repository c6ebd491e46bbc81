package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a changelog of Kafka Streams that a version up to 0.1.0 left, for {@link PartitionDecider#prepare}. */
public final class FormerChangelog {

    private static final Logger log = LoggerFactory.getLogger(FormerChangelog.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private FormerChangelog() {}

    /**
     * The newest value of each key in one partition, in the order of the keys; empty where no earlier version has written one. Waits
     * until a transaction has ended that an earlier version left open.
     */
    public static Map<String, byte[]> read(KafkaClients clients, String changelog, int partition) {
        Map<String, byte[]> entries = new TreeMap<>();
        TopicPartition place = new TopicPartition(changelog, partition);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer("former-state-" + partition))) {
            if (consumer.listTopics(WITHIN).getOrDefault(changelog, List.of()).stream()
                    .noneMatch(info -> info.partition() == partition)) {
                return entries;
            }
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = end(clients, place);
            while (consumer.position(place) < end) {
                consumer.poll(POLL).forEach(record -> take(record, entries));
            }
        }
        log.info("{} entries are taken over from {} of an earlier version", entries.size(), place);
        return entries;
    }

    private static void take(ConsumerRecord<String, byte[]> record, Map<String, byte[]> entries) {
        if (record.value() == null) {
            entries.remove(record.key());
        } else {
            entries.put(record.key(), record.value());
        }
    }

    /** The end of the log, open transactions included. */
    private static long end(KafkaClients clients, TopicPartition place) {
        Map<String, Object> config = clients.consumer("former-state-end");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            return consumer.endOffsets(List.of(place)).get(place);
        }
    }
}
