package io.livemarket.kit.engine;

import io.livemarket.kit.engine.FeedPositions.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The reading of the feed for one worker: the next offset of each partition. For the reader's thread alone. */
final class FeedReading {

    private final PartitionWorker worker;
    private final Map<TopicPartition, Place> journaled;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private @Nullable Map<TopicPartition, Long> goal;
    private boolean caughtUp;

    /** @param journaled the place in the worker's journal */
    FeedReading(PartitionWorker worker, FeedPositions journaled) {
        this.worker = worker;
        this.journaled = journaled.byPartition();
    }

    /** Whether the first offset is known for each of these partitions. */
    boolean hasStarted(Set<TopicPartition> partitions) {
        return next.keySet().containsAll(partitions);
    }

    void start(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions, FeedStart start)
            throws InterruptedException {
        goal = goal == null ? consumer.endOffsets(partitions) : goal;
        start.of(consumer, partitions, journaled).forEach(next::putIfAbsent);
    }

    /** The first offset of a partition that was not given to the worker. */
    Optional<Long> next(TopicPartition partition) {
        return Optional.ofNullable(next.get(partition));
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Whether the worker has more waiting records of the feed than this number. */
    boolean hasEnough(int records) {
        return worker.fed() > records;
    }

    /** Gives the worker the polled records that concern its partition and that it was not given before. */
    void hand(List<FeedRouting.Routed> routed, Map<TopicPartition, Place> upTo) {
        List<Fed> records = new ArrayList<>();
        for (FeedRouting.Routed each : routed) {
            each.of(worker.partition())
                    .filter(fed -> isNew(fed.partition(), fed.record().offset()))
                    .ifPresent(records::add);
        }
        Map<TopicPartition, Place> moved = new HashMap<>();
        upTo.forEach((partition, place) -> {
            if (isNew(partition, place.offset() - 1)) {
                next.put(partition, place.offset());
                moved.put(partition, place);
            }
        });
        if (!moved.isEmpty()) {
            worker.feed(new Fed.Part(records, moved));
        }
    }

    private boolean isNew(TopicPartition partition, long offset) {
        return offset >= next.getOrDefault(partition, Long.MAX_VALUE);
    }

    /**
     * Informs the worker once the consumer has passed the ends as they were at the start; markers of transactions count
     * in offsets.
     */
    void noteCaughtUp(Consumer<String, byte[]> consumer) {
        if (!caughtUp
                && goal != null
                && goal.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp = true;
            worker.feedCaughtUp();
        }
    }
}
