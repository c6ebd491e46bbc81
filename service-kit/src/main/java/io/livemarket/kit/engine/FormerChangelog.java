package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.ClusterAnswers;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.LoggerFactory;

/** A changelog of Kafka Streams that a version up to 0.1.0 may have left, for {@link PartitionDecider#prepare}. */
@FunctionalInterface
public interface FormerChangelog {

    /** The changelog of a cluster without data of an earlier version. */
    FormerChangelog NONE = (_, _) -> Map.of();

    /**
     * The newest value of each key in one partition, in the order of the keys; empty where no earlier version has
     * written one. Waits for the end of a transaction that an earlier version left open.
     *
     * @param goOn false to end early; the returned value is of no use then
     */
    Map<String, byte[]> read(int partition, BooleanSupplier goOn);

    /** The changelog in a topic. */
    static FormerChangelog of(KafkaClients clients, String topic) {
        return of(clients, topic, _ -> true);
    }

    /** @param wanted the records that count; others need not be kept in memory */
    static FormerChangelog of(KafkaClients clients, String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return (partition, goOn) -> read(clients, new TopicPartition(topic, partition), goOn, wanted);
    }

    private static Map<String, byte[]> read(
            KafkaClients clients,
            TopicPartition log,
            BooleanSupplier goOn,
            Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(clients.consumer("former-state-" + log.partition()))) {
            if (consumer.listTopics(Duration.ofSeconds(10)).getOrDefault(log.topic(), List.of()).stream()
                    .noneMatch(info -> info.partition() == log.partition())) {
                return entries;
            }
            consumer.assign(List.of(log));
            consumer.seekToBeginning(List.of(log));
            long end = end(clients, log);
            while (goOn.getAsBoolean() && consumer.position(log) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record, wanted, entries));
            }
        }
        LoggerFactory.getLogger(FormerChangelog.class)
                .info("{} entries read from the changelog {} of an earlier version", entries.size(), log);
        return entries;
    }

    private static void take(
            ConsumerRecord<String, byte[]> record,
            Predicate<ConsumerRecord<String, byte[]>> wanted,
            Map<String, byte[]> entries) {
        if (record.value() == null) {
            entries.remove(record.key());
        } else if (wanted.test(record)) {
            entries.put(record.key(), record.value());
        }
    }

    /** The end of the log, open transactions included. */
    static long end(KafkaClients clients, TopicPartition log) {
        Map<String, Object> config = clients.consumer("former-state-end");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            return ClusterAnswers.entry(consumer.endOffsets(List.of(log)), log);
        }
    }
}
