package io.livemarket.kit.backup;

import io.livemarket.kit.backup.BackupManifest.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The requests of a backup and a restore to a cluster, except for reading and writing records. */
final class Cluster implements AutoCloseable {

    /** The prefix of the names of all topics of the system. */
    static final String PREFIX = "livemarket.";

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Admin admin;

    /** @param client the settings of any client of the cluster */
    Cluster(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("default.api.timeout.ms", (int) LIMIT.toMillis());
        this.admin = Admin.create(config);
    }

    String id() throws InterruptedException {
        return get("the cluster's id", admin.describeCluster().clusterId());
    }

    /** The topics of the system, with their numbers of partitions. */
    Map<String, Integer> topics() throws InterruptedException {
        TreeSet<String> names = get("the topics", admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Integer> partitions = new TreeMap<>();
        get("the topics", admin.describeTopics(names).allTopicNames())
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    /** The settings of each topic that differ from the brokers' defaults. */
    Map<String, Map<String, String>> configurations(Collection<String> topics) throws InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Map<String, String>> found = new HashMap<>();
        get("the topics' settings", admin.describeConfigs(resources).all())
                .forEach((resource, config) -> found.put(
                        resource.name(),
                        config.entries().stream()
                                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                                        && entry.value() != null)
                                .collect(Collectors.toMap(
                                        ConfigEntry::name, ConfigEntry::value, (one, _) -> one, TreeMap::new))));
        return found;
    }

    /**
     * Makes topics.
     *
     * @return false where one exists already, which a broker may not list yet
     */
    boolean create(List<NewTopic> topics) throws InterruptedException {
        try {
            get("new topics", admin.createTopics(topics).all());
            return true;
        } catch (KafkaException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The end of each partition; with {@code READ_COMMITTED} the beginning of the first open transaction, where there
     * is one.
     */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel level)
            throws InterruptedException {
        return offsets(partitions, _ -> OffsetSpec.latest(), level);
    }

    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, _ -> OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> spec, IsolationLevel level)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream().collect(Collectors.toMap(each -> each, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(
                        "the logs' ends",
                        admin.listOffsets(asked, new ListOffsetsOptions(level)).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** The offsets that consumer groups committed in the system's topics, by group. */
    Map<String, Map<TopicPartition, OffsetAndMetadata>> groups() throws InterruptedException {
        List<String> ids =
                get(
                                "the consumer groups",
                                admin.listGroups(ListGroupsOptions.forConsumerGroups())
                                        .all())
                        .stream()
                        .map(GroupListing::groupId)
                        .toList();
        Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new TreeMap<>();
        if (ids.isEmpty()) {
            return groups;
        }
        get(
                        "the groups' offsets",
                        admin.listConsumerGroupOffsets(ids.stream()
                                        .collect(Collectors.toMap(id -> id, _ -> new ListConsumerGroupOffsetsSpec())))
                                .all())
                .forEach((group, offsets) -> {
                    Map<TopicPartition, OffsetAndMetadata> ours = new HashMap<>();
                    offsets.forEach((partition, offset) -> {
                        if (offset != null && partition.topic().startsWith(PREFIX)) {
                            ours.put(partition, offset);
                        }
                    });
                    if (!ours.isEmpty()) {
                        groups.put(group, ours);
                    }
                });
        return groups;
    }

    /**
     * Commits the restored offsets of a group.
     *
     * @throws BackupRefusedException when the group has members
     */
    void commit(String group, List<Position> positions) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = positions.stream()
                .collect(Collectors.toMap(
                        at -> new TopicPartition(at.topic(), at.partition()),
                        at -> new OffsetAndMetadata(at.restored(), at.metadata() == null ? "" : at.metadata())));
        try {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (ExecutionException e) {
            throw new BackupRefusedException(
                    "The positions of the group " + group + " could not be set; does it have members? "
                            + "Services must not run while topics are restored (" + e.getCause() + ")",
                    e);
        }
    }

    static List<TopicPartition> partitions(Map<String, Integer> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach((name, count) -> {
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new TopicPartition(name, partition));
            }
        });
        return partitions;
    }

    private static <T> T get(String asked, KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("The cluster did not give " + asked + ": " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
