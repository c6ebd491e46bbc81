package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.engine.FeedPositions.Place;
import io.livemarket.kit.kafka.ClusterAnswers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the first offsets of the feed for a worker. */
final class FeedStart {

    private static final Logger log = LoggerFactory.getLogger(FeedStart.class);
    /** The largest difference between the clocks of the producers of a topic. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> topicIds;
    private final Map<Place, Long> inCopies = new HashMap<>();
    private final Committed committed;

    /**
     * The offsets that the engine's consumer group committed, where an earlier engine of that name kept its place in
     * the feed.
     */
    interface Committed {
        Map<TopicPartition, OffsetAndMetadata> offsets(Set<TopicPartition> partitions) throws InterruptedException;
    }

    /** @param topicIds the ids of the feed's topics, by name */
    FeedStart(Map<String, String> topicIds, Committed committed) {
        this.topicIds = topicIds;
        this.committed = committed;
    }

    /** The first offset of each partition that the worker has not taken. */
    Map<TopicPartition, Long> of(
            Consumer<String, byte[]> consumer, Set<TopicPartition> partitions, Map<TopicPartition, Place> journaled)
            throws InterruptedException {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> formerly =
                journaled.keySet().containsAll(partitions) ? Map.of() : committed.offsets(partitions);
        Map<TopicPartition, Long> start = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Place place = journaled.get(partition);
            long begin = ClusterAnswers.entry(beginnings, partition);
            if (place != null) {
                start.put(
                        partition,
                        Math.max(
                                begin,
                                place.topicId().equals(topicId(partition))
                                        ? place.offset()
                                        : inCopy(consumer, partition, place, begin)));
            } else {
                OffsetAndMetadata former = formerly.get(partition);
                start.put(partition, Math.max(begin, former == null ? 0 : former.offset()));
            }
        }
        return start;
    }

    private String topicId(TopicPartition partition) {
        return ClusterAnswers.entry(topicIds, partition.topic());
    }

    private long inCopy(Consumer<String, byte[]> consumer, TopicPartition partition, Place place, long beginning) {
        if (place.at() == 0) {
            return beginning;
        }
        // Most workers of an instance have taken the feed equally far.
        return inCopies.computeIfAbsent(place, _ -> {
            OffsetAndTimestamp found = consumer.offsetsForTimes(
                            Map.of(partition, place.at() - CLOCKS_DIFFER.toMillis()))
                    .get(partition);
            long end = ClusterAnswers.entry(consumer.endOffsets(Set.of(partition)), partition);
            long near = found != null ? found.offset() : end;
            String last = place.last();
            long offset = last == null ? near : behind(consumer, partition, last, place.at(), near, end);
            log.warn(
                    "{} is not the log that was taken up to offset {}: it is read as a copy of that log, from offset {} on",
                    partition,
                    place.offset(),
                    offset);
            return offset;
        });
    }

    /**
     * The offset behind the last record that was taken; the first offset near its time where that record does not
     * exist.
     */
    private static long behind(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            String last,
            long lastAt,
            long near,
            long end) {
        // The reader seeks again for all partitions once it has their first offsets.
        consumer.pause(consumer.assignment());
        consumer.resume(Set.of(partition));
        consumer.seek(partition, near);
        try {
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (last.equals(Envelope.text(record.headers(), Envelope.ID))) {
                        return record.offset() + 1;
                    }
                    if (record.timestamp() > lastAt + CLOCKS_DIFFER.toMillis()) {
                        return near;
                    }
                }
            }
            return near;
        } finally {
            consumer.pause(Set.of(partition));
        }
    }

    /**
     * The place behind the last taken record.
     *
     * @param offset the first offset that is not taken
     * @param last the last record that is taken
     */
    Place place(TopicPartition partition, long offset, ConsumerRecord<?, ?> last) {
        return new Place(
                partition.topic(),
                partition.partition(),
                topicId(partition),
                offset,
                last.timestamp(),
                Envelope.text(last.headers(), Envelope.ID));
    }
}
