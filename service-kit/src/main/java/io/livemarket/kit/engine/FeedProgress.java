package io.livemarket.kit.engine;

import io.livemarket.kit.engine.FeedPositions.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one partition has taken the feed, and how far of it the journal may know: not beyond a record whose changes
 * are in memory alone. For the partition's thread alone.
 */
final class FeedProgress {

    /** Bounds what is read again after a failure. */
    private static final long HELD_AT_MOST_MILLIS = 10_000;

    private static final int HELD_AT_MOST = 20_000;
    /** Bounds how much of a log that changes nothing is read again. */
    private static final long IGNORED_AT_MOST_MILLIS = 60_000;

    private final Map<TopicPartition, Place> taken;
    private final Map<TopicPartition, Place> safe;
    private final Set<TopicPartition> holding = new HashSet<>();
    private int held;
    private boolean staged;
    private long checkpointAt = PartitionDecider.NEVER;

    FeedProgress(FeedPositions journaled) {
        taken = journaled.byPartition();
        safe = new HashMap<>(taken);
    }

    /** A record was taken whose changes are in memory. */
    void held(TopicPartition partition, long nowMillis) {
        holding.add(partition);
        checkpointAt = ++held >= HELD_AT_MOST ? nowMillis : Math.min(checkpointAt, nowMillis + HELD_AT_MOST_MILLIS);
    }

    /** A record was taken whose changes are committed with the batch, and so must the place behind it be. */
    void staged(TopicPartition partition, long nowMillis) {
        staged = true;
        if (holding.contains(partition)) {
            checkpointAt = nowMillis;
        }
    }

    /** All records of a part were taken. */
    void took(Map<TopicPartition, Place> upTo, long nowMillis) {
        upTo.forEach((partition, place) -> {
            taken.put(partition, place);
            if (!holding.contains(partition)) {
                safe.put(partition, place);
            }
        });
        if (!upTo.isEmpty()) {
            checkpointAt = Math.min(checkpointAt, nowMillis + IGNORED_AT_MOST_MILLIS);
        }
    }

    /** Whether a new decider would lack what records have changed. */
    boolean isInMemory() {
        return held > 0;
    }

    /** When what is held must be staged. */
    long checkpointAt() {
        return checkpointAt;
    }

    /** Everything that was held is staged now. */
    void checkpoint() {
        safe.putAll(taken);
        holding.clear();
        held = 0;
        staged = true;
        checkpointAt = PartitionDecider.NEVER;
    }

    /** What the journal must know once the batch is committed; empty when that is nothing new. */
    Optional<FeedPositions> toJournal() {
        if (!staged) {
            return Optional.empty();
        }
        staged = false;
        checkpointAt = holding.isEmpty() ? PartitionDecider.NEVER : checkpointAt;
        return Optional.of(FeedPositions.of(safe.values()));
    }
}
