package io.livemarket.kit.engine;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of the feed for one partition of the commands.
 *
 * @param keys the keys of this partition that the record concerns; empty when the record's keys cannot be read
 * @param isFirst whether this is the first of all partitions that the record concerns, which does the work that is to
 *     be done once
 */
public record Fed(ConsumerRecord<String, byte[]> record, List<String> keys, boolean isFirst) {

    /** The effect of a record of the feed. */
    public enum Taken {
        /** It has no effect. */
        IGNORED,
        /** All its changes are staged or put out; the record is not read again once they are committed. */
        STAGED,
        /**
         * Its changes are in memory until {@link PartitionDecider#checkpoint}. After a failure the record is read
         * again; where the state has its changes already, it must have no effect.
         */
        HELD
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** A part of the feed: records, and how far the feed is read once they are taken. */
    record Part(List<Fed> records, Map<TopicPartition, FeedPositions.Place> upTo) {

        static final Part NONE = new Part(List.of(), Map.of());
    }
}
