package io.livemarket.kit.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the partitions of the commands that a record of the feed concerns: those to which producers send its keys. */
final class FeedRouting {

    private static final Logger log = LoggerFactory.getLogger(FeedRouting.class);

    private final Feed feed;
    private final int partitions;

    /** A record, and the keys of each partition that it concerns. */
    record Routed(ConsumerRecord<String, byte[]> record, SequencedMap<Integer, List<String>> keys) {

        Optional<Fed> of(int partition) {
            List<String> found = keys.get(partition);
            return found == null
                    ? Optional.empty()
                    : Optional.of(new Fed(record, found, keys.sequencedKeySet().getFirst() == partition));
        }
    }

    FeedRouting(Feed feed, int partitions) {
        this.feed = feed;
        this.partitions = partitions;
    }

    Routed route(ConsumerRecord<String, byte[]> record) {
        SequencedMap<Integer, List<String>> routed = new LinkedHashMap<>();
        try {
            feed.keys()
                    .apply(record)
                    .forEach(key -> routed.computeIfAbsent(partition(key), _ -> new ArrayList<>())
                            .add(key));
        } catch (RuntimeException e) {
            log.error(
                    "Record of the feed without readable keys goes to the partition of its own key: {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getName());
            routed.clear();
            routed.put(record.key() == null ? record.partition() % partitions : partition(record.key()), List.of());
        }
        return new Routed(record, routed);
    }

    /** The partition of a key by a producer's default partitioner. */
    private int partition(String key) {
        return partitions == 1 ? 0 : Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
