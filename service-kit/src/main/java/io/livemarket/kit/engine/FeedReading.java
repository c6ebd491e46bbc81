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

/** One worker's taking of the feed: from where on it has to be handed each log. For the reader's thread alone. */
final class FeedReading {

    private final PartitionWorker worker;
    private final Map<TopicPartition, Place> journaled;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private @Nullable Map<TopicPartition, Long> goal;
    private boolean caughtUp;

    /** @param journaled where the worker's journal ends */
    FeedReading(PartitionWorker worker, FeedPositions journaled) {
        this.worker = worker;
        this.journaled = journaled.byPartition();
    }

    /** Whether it is known for each of these logs from where on it is handed out. */
    boolean hasStarted(Set<TopicPartition> partitions) {
        return next.keySet().containsAll(partitions);
    }

    void start(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions, FeedStart start)
            throws InterruptedException {
        goal = goal == null ? consumer.endOffsets(partitions) : goal;
        start.of(consumer, partitions, journaled).forEach(next::putIfAbsent);
    }

    /** The first record of a log that was not handed out. */
    Optional<Long> next(TopicPartition partition) {
        return Optional.ofNullable(next.get(partition));
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Whether the worker has so much to do that it is to be handed nothing for now. */
    boolean hasEnough(int records) {
        return worker.fed() > records;
    }

    /** Hands over what was polled, as far as it concerns the worker's partition and was not handed to it before. */
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
     * Notes whether the consumer is past the ends as they were at the start; transactions' markers count in offsets.
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
