package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.ClusterAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a range of one partition's committed records. */
final class LogScan {

    private static final Duration POLL = Duration.ofMillis(200);

    private final EngineParts parts;
    private final TopicPartition log;
    private final BooleanSupplier goOn;

    /** @param goOn false to end early */
    LogScan(EngineParts parts, TopicPartition log, BooleanSupplier goOn) {
        this.parts = parts;
        this.log = log;
        this.goOn = goOn;
    }

    /**
     * Visits the records from an offset, or from the first that exists, up to an end (exclusive).
     *
     * @return the offset at which the range began
     */
    long read(long from, long end, java.util.function.Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (Consumer<String, byte[]> consumer = parts.foldConsumer(log.partition())) {
            consumer.assign(List.of(log));
            long first = ClusterAnswers.entry(consumer.beginningOffsets(Set.of(log)), log);
            long begin = Math.max(first, from);
            consumer.seek(log, begin);
            while (goOn.getAsBoolean() && consumer.position(log) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < end) {
                        visitor.accept(record);
                    }
                }
            }
            return begin;
        }
    }
}
