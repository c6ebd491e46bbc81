package io.livemarket.kit.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks the cluster about the topics of an engine. */
final class TopicFacts {

    private final Admin admin;

    TopicFacts(Admin admin) {
        this.admin = admin;
    }

    Map<String, TopicDescription> describe(List<String> topics) throws InterruptedException {
        try {
            return admin.describeTopics(topics).allTopicNames().get();
        } catch (ExecutionException e) {
            throw new KafkaException("The topics could not be described", e.getCause());
        }
    }

    /** The end of each partition's log, open transactions included. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : admin.listOffsets(asked,
                    new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all().get().entrySet()) {
                ends.put(end.getKey(), end.getValue().offset());
            }
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("The ends of the logs could not be asked for", e.getCause());
        }
    }

    /**
     * The place that the group committed for a partition. A lower bound of what was decided.
     *
     * @throws KafkaException while a transaction that commits it is open
     */
    DecidedUpTo committed(String group, TopicPartition partition) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition))),
                    new ListConsumerGroupOffsetsOptions().requireStable(true)).partitionsToOffsetAndMetadata(group).get();
            if (!committed.containsKey(partition)) {
                // The client leaves out what the broker does not give; where there is no offset, it has a null.
                throw new KafkaException("The offset of " + group + " for " + partition + " is not certain yet");
            }
            return DecidedUpTo.of(committed.get(partition));
        } catch (ExecutionException e) {
            throw new KafkaException("The offsets of " + group + " could not be asked for", e.getCause());
        }
    }
}
