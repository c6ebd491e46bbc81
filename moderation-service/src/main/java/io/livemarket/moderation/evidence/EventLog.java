package io.livemarket.moderation.evidence;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a stretch of {@code livemarket.chat.events.v1} from a point in time on, without a group and within bounds. */
public final class EventLog {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    public EventLog(KafkaClients clients) {
        this.clients = clients;
    }

    /** Why the reading ended. */
    public enum End { LOG, READER, RECORDS, TIME }

    /** What a reader wants after a record. */
    public enum Next { GO_ON, NOTHING_MORE_OF_THIS_PARTITION, NOTHING_MORE }

    /** How much a reading may cost. @param records over all partitions */
    public record Bounds(long records, Duration time) {}

    /**
     * Hands over the committed records that were decided at that time or later, in order within a partition, up to the end
     * that the log has now.
     *
     * @param reader is handed each record
     */
    public End read(Instant from, Bounds bounds, Function<ConsumerRecord<String, byte[]>, Next> reader) {
        long deadline = System.nanoTime() + bounds.time().toNanos();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
            Map<TopicPartition, Long> ends = begin(consumer, from);
            long records = 0;
            while (!ends.isEmpty()) {
                if (System.nanoTime() >= deadline) {
                    return End.TIME;
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (!ends.containsKey(partition)) {
                        continue;
                    }
                    switch (reader.apply(record)) {
                        case NOTHING_MORE -> {
                            return End.READER;
                        }
                        case NOTHING_MORE_OF_THIS_PARTITION -> ends.remove(partition);
                        case GO_ON -> { }
                    }
                    if (++records >= bounds.records()) {
                        return End.RECORDS;
                    }
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                consumer.pause(consumer.assignment().stream().filter(p -> !ends.containsKey(p)).toList());
            }
            return End.LOG;
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = clients.consumer("event-log");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return config;
    }

    /** Goes to the first record of each partition that is not older; the ends, of those that have one. */
    private static Map<TopicPartition, Long> begin(KafkaConsumer<String, byte[]> consumer, Instant from) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHAT_EVENTS.name(), ANSWER_WITHIN).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, ANSWER_WITHIN));
        consumer.offsetsForTimes(wanted, ANSWER_WITHIN).forEach((partition, found) -> {
            if (found == null) {
                ends.remove(partition);
            } else {
                consumer.seek(partition, found.offset());
            }
        });
        consumer.pause(partitions.stream().filter(p -> !ends.containsKey(p)).toList());
        return ends;
    }
}
