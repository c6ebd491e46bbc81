package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.ClusterAnswers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The standby replica of a partition that another instance owns: records of its logs are folded into the local state as
 * they are read. For one thread.
 */
final class FollowedPartition {

    private final LogFold fold;
    private final LongSupplier clock;
    private long writtenAt;

    /**
     * @param fold the fold, which continues from a state after {@link Restoration#begin}
     * @param clock epoch milliseconds
     */
    FollowedPartition(LogFold fold, LongSupplier clock) {
        this.fold = fold;
        this.clock = clock;
        this.writtenAt = clock.getAsLong();
    }

    /** The offset from which each log is to be read. */
    Map<TopicPartition, Long> from() {
        return fold.from();
    }

    Set<TopicPartition> logs() {
        return fold.logs();
    }

    /**
     * Folds the records of the partition's logs, and writes the state.
     *
     * @throws KafkaException when nothing was read for so long that the journal may have lost deletions: the state is
     *     to be begun again
     */
    void take(Consumer<?, ?> consumer, ConsumerRecords<String, byte[]> polled) {
        List<ConsumerRecord<String, byte[]>> records =
                logs().stream().flatMap(log -> polled.records(log).stream()).toList();
        if (records.isEmpty()) {
            return;
        }
        long ago = clock.getAsLong() - writtenAt;
        if (ago > Restoration.TOMBSTONES_LAST_MS) {
            throw new KafkaException(
                    "%s were not read for %d s, and may have lost deletions".formatted(logs(), ago / 1_000));
        }
        records.forEach(fold::fold);
        write(consumer);
    }

    /** Writes the state if it has all records up to these ends, so that an idle state counts as up to date. */
    void confirm(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        if (logs().stream().allMatch(log -> consumer.position(log) >= ClusterAnswers.entry(ends, log))) {
            write(consumer);
        }
    }

    private void write(Consumer<?, ?> consumer) {
        fold.commit(consumer);
        writtenAt = clock.getAsLong();
    }
}
