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

/** Reads a section of {@code livemarket.chat.events.v1} from a time on, without a consumer group and within bounds. */
public final class EventLog {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);
    /** The offsets of one part of the log, of which the newest part is read first. */
    private static final long PART = 50_000;

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    public EventLog(KafkaClients clients) {
        this.clients = clients;
    }

    /** The reason why a reading ended: the end of the log, the reader, or one of the {@link Bounds}. */
    public enum End {
        END_OF_LOG,
        STOPPED,
        RECORD_LIMIT,
        TIME_LIMIT
    }

    /** The answer of a reader to a record: read on, skip the rest of the record's partition, or stop. */
    public enum Next {
        CONTINUE,
        SKIP_PARTITION,
        STOP
    }

    /**
     * The bounds of a reading.
     *
     * @param records the most records over all partitions
     * @param time the longest time
     */
    public record Bounds(long records, Duration time) {}

    /**
     * Reads the committed records from a time on, in order within a partition, up to the end of the log at the call.
     *
     * @param reader takes each record
     */
    public End read(Instant from, Bounds bounds, Function<ConsumerRecord<String, byte[]>, Next> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
            Reading reading = new Reading(consumer, bounds, reader);
            return reading.upTo(begin(consumer, from));
        }
    }

    /**
     * Reads the committed records from a time on, the newest part of all partitions first, so that the bounds leave out
     * the oldest records.
     *
     * @param reader takes each record, in order within a partition and a part
     */
    public End readNewestFirst(Instant from, Bounds bounds, Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
            Map<TopicPartition, Long> ends = begin(consumer, from);
            Map<TopicPartition, Long> begins = new HashMap<>();
            ends.keySet().forEach(partition -> begins.put(partition, consumer.position(partition, RESPONSE_TIMEOUT)));
            List<Map<TopicPartition, Long>> borders = LogParts.borders(begins, ends, PART);
            Reading reading = new Reading(consumer, bounds, record -> {
                reader.accept(record);
                return Next.CONTINUE;
            });
            End end = End.END_OF_LOG;
            for (int part = borders.size() - 1; part > 0 && end == End.END_OF_LOG; part--) {
                borders.get(part - 1).forEach(consumer::seek);
                end = reading.upTo(new HashMap<>(borders.get(part)));
            }
            return end;
        }
    }

    /** A reading, with the rest of its bounds. */
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

        /** Reads from the consumer's positions to these ends. */
        End upTo(Map<TopicPartition, Long> ends) {
            pauseWithout(ends);
            while (!ends.isEmpty()) {
                if (System.nanoTime() >= deadline) {
                    return End.TIME_LIMIT;
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() >= ends.getOrDefault(partition, 0L)) {
                        continue;
                    }
                    switch (reader.apply(record)) {
                        case STOP -> {
                            return End.STOPPED;
                        }
                        case SKIP_PARTITION -> ends.remove(partition);
                        case CONTINUE -> {}
                    }
                    if (--left <= 0) {
                        return End.RECORD_LIMIT;
                    }
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                pauseWithout(ends);
            }
            return End.END_OF_LOG;
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

    /**
     * Seeks the first record of each partition that is not older than a time.
     *
     * @return the ends of the partitions that have such a record
     */
    private static Map<TopicPartition, Long> begin(KafkaConsumer<String, byte[]> consumer, Instant from) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHAT_EVENTS.name(), RESPONSE_TIMEOUT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, RESPONSE_TIMEOUT));
        consumer.offsetsForTimes(wanted, RESPONSE_TIMEOUT).forEach((partition, found) -> {
            if (found == null) {
                ends.remove(partition);
            } else {
                consumer.seek(partition, found.offset());
            }
        });
        return ends;
    }
}
