package io.livemarket.kit.engine;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of the feed for one partition of the commands.
 *
 * @param keys those of the keys that the record concerns that are of this partition; empty when they could not be found
 *     out
 * @param isFirst whether of all partitions that the record concerns this is the first: what is to be done once is done
 *     there
 */
public record Fed(ConsumerRecord<String, byte[]> record, List<String> keys, boolean isFirst) {

    /** What became of a record of the feed. */
    public enum Taken {
        /** It changes nothing. */
        IGNORED,
        /** All that it changes is staged, or put out; the record is not read again once that is committed. */
        STAGED,
        /**
         * What it changes is kept in memory until {@link PartitionDecider#checkpoint}. After a failure the record is
         * read again; where the state holds it already, it must change nothing.
         */
        HELD
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** What a partition takes at a time: records, and how far the feed is read once they are taken. */
    record Part(List<Fed> records, Map<TopicPartition, FeedPositions.Place> upTo) {

        static final Part NONE = new Part(List.of(), Map.of());
    }
}
