package io.livemarket.moderation.evidence;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a stretch of {@code livemarket.chat.events.v1} from a point in time on, without a group and within bounds. */
public final class EventLog {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    /** Records of a part that is read at once, where the newest are read first. */
    private static final long PART = 50_000;

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    public EventLog(KafkaClients clients) {
        this.clients = clients;
    }

    /** Why the reading ended. */
    public enum End {
        LOG,
        READER,
        RECORDS,
        TIME
    }

    /** What a reader wants after a record. */
    public enum Next {
        GO_ON,
        NOTHING_MORE_OF_THIS_PARTITION,
        NOTHING_MORE
    }

    /** How much a reading may cost. @param records over all partitions */
    public record Bounds(long records, Duration time) {}

    /**
     * Hands over the committed records that were decided at that time or later, in order within a partition, up to the
     * end that the log has now.
     *
     * @param reader is handed each record
     */
    public End read(Instant from, Bounds bounds, Function<ConsumerRecord<String, byte[]>, Next> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
            Reading reading = new Reading(consumer, bounds, reader);
            return reading.upTo(begin(consumer, from));
        }
    }

    /**
     * Hands over the committed records that were decided at that time or later, the newest part of all partitions
     * first, so that what is left out for the bounds is the oldest.
     *
     * @param reader is handed each record, in order within a partition and a part
     */
    public End readNewestFirst(Instant from, Bounds bounds, Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
            Map<TopicPartition, Long> ends = begin(consumer, from);
            Map<TopicPartition, Long> begins = new HashMap<>();
            ends.keySet().forEach(partition -> begins.put(partition, consumer.position(partition, ANSWER_WITHIN)));
            List<Map<TopicPartition, Long>> borders = LogParts.borders(begins, ends, PART);
            Reading reading = new Reading(consumer, bounds, record -> {
                reader.accept(record);
                return Next.GO_ON;
            });
            End end = End.LOG;
            for (int part = borders.size() - 1; part > 0 && end == End.LOG; part--) {
                borders.get(part - 1).forEach(consumer::seek);
                end = reading.upTo(new HashMap<>(borders.get(part)));
            }
            return end;
        }
    }

    /** One reading within its bounds. */
    private static final class Reading {

        private final KafkaConsumer<String, byte[]> consumer;
        private final Function<ConsumerRecord<String, byte[]>, Next> reader;
        private final long deadline;
        private long left;

        Reading(
                KafkaConsumer<String, byte[]> consumer,
                Bounds bounds,
                Function<ConsumerRecord<String, byte[]>, Next> reader) {
            this.consumer = consumer;
            this.reader = reader;
            this.deadline = System.nanoTime() + bounds.time().toNanos();
            this.left = bounds.records();
        }

        /** Reads from where the consumer is to these ends. */
        End upTo(Map<TopicPartition, Long> ends) {
            pauseWithout(ends);
            while (!ends.isEmpty()) {
                if (System.nanoTime() >= deadline) {
                    return End.TIME;
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() >= ends.getOrDefault(partition, 0L)) {
                        continue;
                    }
                    switch (reader.apply(record)) {
                        case NOTHING_MORE -> {
                            return End.READER;
                        }
                        case NOTHING_MORE_OF_THIS_PARTITION -> ends.remove(partition);
                        case GO_ON -> {}
                    }
                    if (--left <= 0) {
                        return End.RECORDS;
                    }
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                pauseWithout(ends);
            }
            return End.LOG;
        }

        private void pauseWithout(Map<TopicPartition, Long> ends) {
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> !ends.containsKey(partition))
                    .toList());
            consumer.resume(ends.keySet());
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
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
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
        return ends;
    }
}
