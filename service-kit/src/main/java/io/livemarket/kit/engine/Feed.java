package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Topics that a decider takes beside its commands, whatever their keys and numbers of partitions. Each instance reads
 * all of their partitions once and passes a record to the partitions of the keys that it concerns. No record is
 * published on the way: a topic of the feed is read again from the offset up to which the journal has it.
 *
 * @param topics read from their beginnings, or from the offsets of an earlier engine of the group
 * @param keys the keys, in the sense of the commands, that a record concerns; none for a record without an effect. A
 *     record for which it throws an exception goes to the partition of its own key. Called for every record, in one
 *     thread.
 */
public record Feed(List<Topic> topics, Function<ConsumerRecord<String, byte[]>, Collection<String>> keys) {

    /** The feed of a decider that takes commands alone. */
    public static final Feed NONE = new Feed(List.of(), _ -> List.of());

    boolean isEmpty() {
        return topics.isEmpty();
    }
}
