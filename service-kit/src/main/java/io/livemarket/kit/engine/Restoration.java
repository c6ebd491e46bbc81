package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.ClusterAnswers;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether the local state of a partition is of use, and empties it where it is not. */
final class Restoration {

    private static final Logger log = LoggerFactory.getLogger(Restoration.class);
    /**
     * Half of the broker's default delete.retention.ms, the least time for which a compacted topic keeps tombstones.
     */
    static final long TOMBSTONES_LAST_MS = 12 * 3_600_000L;

    private final EngineParts parts;
    private final int partition;
    private final PartitionState state;
    private final TopicPartition events;
    private final TopicPartition journal;

    Restoration(EngineParts parts, int partition, PartitionState state) {
        this.parts = parts;
        this.partition = partition;
        this.state = state;
        this.events = new TopicPartition(parts.settings().topics().events().name(), partition);
        this.journal = new TopicPartition(parts.settings().topics().journal().name(), partition);
    }

    /** The ends of the partition's events, journal and commands, open transactions included. */
    Map<TopicPartition, Long> ends() throws InterruptedException {
        return parts.topics()
                .ends(Stream.of(events, journal, commands()).distinct().toList());
    }

    private TopicPartition commands() {
        return new TopicPartition(parts.settings().topics().commands().name(), partition);
    }

    /** Makes the state the fold of these logs, up to some place of theirs. */
    void begin(Map<TopicPartition, Long> ends) {
        if (!state.claim(parts.identity())) {
            log.warn(
                    "The local state of partition {} of {} was made from other logs and is folded again from the present ones",
                    partition,
                    parts.settings().name());
        }
        if (state.position() == 0 && ClusterAnswers.entry(ends, commands()) > 0) {
            // The logs may be copies: all of them have to be read to find the command position.
            state.clear(parts.identity());
        }
        long journalEnd = ClusterAnswers.entry(ends, journal);
        if (state.applied(events.topic()) > ClusterAnswers.entry(ends, events)
                || state.applied(journal.topic()) > journalEnd) {
            log.warn(
                    "The local state of partition {} of {} is ahead of its logs and is folded again from them",
                    partition,
                    parts.settings().name());
            state.clear(parts.identity());
        }
        if (state.applied(journal.topic()) < journalEnd
                && System.currentTimeMillis() - state.writtenAt() > TOMBSTONES_LAST_MS) {
            // Tombstones that it has not read may be gone from the journal.
            state.clear(parts.identity());
        }
    }

    /** A fold that continues from the state. */
    LogFold fold(PartitionDecider decider) {
        return new LogFold(state, decider, events, journal, parts.positions());
    }
}
