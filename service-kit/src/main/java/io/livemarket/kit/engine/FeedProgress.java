package io.livemarket.kit.engine;

import io.livemarket.kit.engine.FeedPositions.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets up to which one partition has taken the feed, and those that the journal may have: no record behind them
 * has its changes in memory alone. For the partition's thread alone.
 */
final class FeedProgress {

    /**
     * The longest time and the most records with changes in memory alone: the bound of the records that are read again
     * after a failure.
     */
    private static final long HELD_AT_MOST_MILLIS = 10_000;

    private static final int HELD_AT_MOST = 20_000;
    /** The longest time without a checkpoint: the bound of records without an effect that are read again. */
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

    /** Counts a taken record with changes in memory. */
    void held(TopicPartition partition, long nowMillis) {
        holding.add(partition);
        checkpointAt = ++held >= HELD_AT_MOST ? nowMillis : Math.min(checkpointAt, nowMillis + HELD_AT_MOST_MILLIS);
    }

    /**
     * Counts a taken record with changes that are committed with the batch, so that the place behind it must be
     * committed too.
     */
    void staged(TopicPartition partition, long nowMillis) {
        staged = true;
        if (holding.contains(partition)) {
            checkpointAt = nowMillis;
        }
    }

    /** Moves to the end of a part of which all records were taken. */
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

    /** Whether records have changes in memory, which a new decider would not have. */
    boolean isInMemory() {
        return held > 0;
    }

    /** The time by which the changes in memory must be staged, in epoch milliseconds. */
    long checkpointAt() {
        return checkpointAt;
    }

    /** Moves the safe place to the taken one: all changes in memory are staged now. */
    void checkpoint() {
        safe.putAll(taken);
        holding.clear();
        held = 0;
        staged = true;
        checkpointAt = PartitionDecider.NEVER;
    }

    /** The offsets that the journal must have once the batch is committed; empty when they did not change. */
    Optional<FeedPositions> toJournal() {
        if (!staged) {
            return Optional.empty();
        }
        staged = false;
        checkpointAt = holding.isEmpty() ? PartitionDecider.NEVER : checkpointAt;
        return Optional.of(FeedPositions.of(safe.values()));
    }
}
