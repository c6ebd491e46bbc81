package io.livemarket.kit.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How many records Kafka Streams has still to read before its state stores, global ones included, are restored. Thread-safe. */
final class RestoreProgress implements StateRestoreListener {

    private record Store(String name, TopicPartition partition) {}

    private record Range(long next, long end) {}

    private final Map<Store, Range> restoring = new ConcurrentHashMap<>();

    /** Records that are still to be read; 0 when no store is being restored. */
    long remaining() {
        return restoring.values().stream().mapToLong(range -> Math.max(0, range.end() - range.next())).sum();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        restoring.put(new Store(store, partition), new Range(start, end));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long records) {
        restoring.computeIfPresent(new Store(store, partition), (_, range) -> new Range(batchEnd + 1, range.end()));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        restoring.remove(new Store(store, partition));
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long total) {
        restoring.remove(new Store(store, partition));
    }
}
