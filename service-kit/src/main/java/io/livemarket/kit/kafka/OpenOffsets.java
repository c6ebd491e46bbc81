package io.livemarket.kit.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The positions up to which all records are done, where records end in another order than they began. Thread-safe. */
public final class OpenOffsets {

    private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private int count;

    /** Counts a record as one that began. */
    public synchronized void began(TopicPartition partition, long offset) {
        if (open.computeIfAbsent(partition, _ -> new TreeSet<>()).add(offset)) {
            count++;
        }
        next.merge(partition, offset + 1, Math::max);
    }

    /** Counts a record as one that is done; no record of a partition that was forgotten. */
    public synchronized void ended(TopicPartition partition, long offset) {
        TreeSet<Long> offsets = open.get(partition);
        if (offsets != null && offsets.remove(offset)) {
            count--;
        }
    }

    /** The number of records that began and did not end. */
    public synchronized int count() {
        return count;
    }

    /** The first offset that is not done, of each partition of which a record began. */
    public synchronized Map<TopicPartition, OffsetAndMetadata> done() {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        next.forEach((partition, offset) -> {
            TreeSet<Long> offsets = open.get(partition);
            done.put(partition, new OffsetAndMetadata(offsets == null || offsets.isEmpty() ? offset : offsets.first()));
        });
        return done;
    }

    /** Forgets partitions that another member of the group gets. */
    public synchronized void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            TreeSet<Long> offsets = open.remove(partition);
            count -= offsets == null ? 0 : offsets.size();
            next.remove(partition);
        });
    }

    /**
     * The listener that commits and forgets partitions that another member of the group gets: their records under way
     * are that member's.
     */
    ConsumerRebalanceListener of(Consumer<?, ?> consumer) {
        return new ConsumerRebalanceListener() {

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                Map<TopicPartition, OffsetAndMetadata> done = done();
                done.keySet().retainAll(partitions);
                consumer.commitSync(done);
                forget(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                forget(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                // The consumer begins at the group's offset.
            }
        };
    }
}
