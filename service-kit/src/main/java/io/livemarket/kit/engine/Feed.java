package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Topics that a decider takes beside its commands, whatever their keys and numbers of partitions. Each instance reads
 * all of their partitions once and hands a record to the partitions of the keys that it concerns. Nothing is appended
 * on the way: a log of the feed is read again from where the journal knows that it was taken.
 *
 * @param topics read from their beginnings, or from where an earlier engine of the group was
 * @param keys the keys, in the sense of the commands, that a record concerns; none for a record that changes nothing. A
 *     record for which it throws an exception goes to the partition of its own key. Called for every record, in one
 *     thread.
 */
public record Feed(List<Topic> topics, Function<ConsumerRecord<String, byte[]>, Collection<String>> keys) {

    /** Of a decider that takes commands alone. */
    public static final Feed NONE = new Feed(List.of(), _ -> List.of());

    boolean isEmpty() {
        return topics.isEmpty();
    }
}
