package io.livemarket.notification.push;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.Collection;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Knows up to where everything is done, when things end in another order than they came. Thread-safe. */
final class OpenOffsets {

    private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private int count;

    synchronized void began(TopicPartition partition, long offset) {
        if (open.computeIfAbsent(partition, _ -> new TreeSet<>()).add(offset)) {
            count++;
        }
        next.merge(partition, offset + 1, Math::max);
    }

    synchronized void ended(TopicPartition partition, long offset) {
        TreeSet<Long> offsets = open.get(partition);
        if (offsets != null && offsets.remove(offset)) {
            count--;
        }
    }

    /** What was begun and did not end. */
    synchronized int count() {
        return count;
    }

    /** The first offset that is not done, of each partition. */
    synchronized Map<TopicPartition, OffsetAndMetadata> done() {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        next.forEach((partition, offset) -> {
            TreeSet<Long> offsets = open.get(partition);
            done.put(partition, new OffsetAndMetadata(offsets.isEmpty() ? offset : offsets.first()));
        });
        return done;
    }

    /** These are somebody else's now. */
    synchronized void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            TreeSet<Long> offsets = open.remove(partition);
            count -= offsets == null ? 0 : offsets.size();
            next.remove(partition);
        });
    }
}
