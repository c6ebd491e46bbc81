package io.livemarket.kit.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the facts about an engine's topics from the cluster. */
final class TopicFacts {

    private static final Logger log = LoggerFactory.getLogger(TopicFacts.class);

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

    /**
     * The largest batch of records that each topic accepts, in bytes, by the topic's own {@code max.message.bytes} or
     * by the brokers' default. A topic whose settings this client may not read is left out.
     */
    Map<String, Integer> maxMessageBytes(List<String> topics) throws InterruptedException {
        Map<String, Integer> largest = new HashMap<>();
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> settings :
                admin.describeConfigs(resources).values().entrySet()) {
            String topic = settings.getKey().name();
            try {
                largest.put(
                        topic,
                        Integer.parseInt(settings.getValue()
                                .get()
                                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                                .value()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw new KafkaException("The settings of " + topic + " could not be asked for", e.getCause());
                }
                log.warn(
                        "The settings of {} may not be read (DescribeConfigs): its max.message.bytes is not known until the broker "
                                + "refuses a record",
                        topic);
            }
        }
        return largest;
    }

    /** The end of each partition's log, open transactions included. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : admin.listOffsets(
                            asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()) {
                ends.put(end.getKey(), end.getValue().offset());
            }
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("The ends of the logs could not be asked for", e.getCause());
        }
    }

    /**
     * The offsets that the group committed, for each of the partitions; null for a partition without one.
     *
     * @throws KafkaException while a transaction that commits one of them is open
     */
    Map<TopicPartition, OffsetAndMetadata> committed(String group, Collection<TopicPartition> partitions)
            throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get();
            if (!committed.keySet().containsAll(partitions)) {
                // The client leaves out partitions for which the broker gives no answer.
                throw new KafkaException("The offsets of " + group + " are not certain yet");
            }
            return committed;
        } catch (ExecutionException e) {
            throw new KafkaException("The offsets of " + group + " could not be asked for", e.getCause());
        }
    }

    /** The position that the group committed for a partition, a lower bound of the decided commands. */
    DecidedUpTo committed(String group, TopicPartition partition) throws InterruptedException {
        return DecidedUpTo.of(committed(group, List.of(partition)).get(partition));
    }
}
