package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that a service publishes to and consumes, with the catalogue's settings, where they are missing,
 * or waits for them where {@code livemarket.kafka.create-topics} is off. Existing topics are not changed, and must fit
 * together: topics of one group have equally many partitions. Waits for the cluster, so that a service may start before
 * it.
 */
public final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

    private final KafkaClients clients;
    private final LiveMarketProperties.Kafka settings;
    private final List<List<Topic>> groups;
    private final int leastCopies;
    private final Waiting waiting;
    private final Function<Map<String, Object>, Admin> admins;

    /**
     * The waits of a start for the cluster.
     *
     * @param attempt the wait for the leaders of created topics, before the creation is tried again and the reason
     *     logged
     * @param pause the pause between two attempts
     * @param limit the limit of all attempts; a pod of ours is restarted after 300 s
     */
    record Waiting(Duration attempt, Duration pause, Duration limit) {
        static final Waiting OF_A_SERVICE =
                new Waiting(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(200));
    }

    public TopicProvisioner(KafkaClients clients, LiveMarketProperties.Kafka settings) {
        this(clients, settings, 1);
    }

    /** @param leastCopies the least number of replicas; a topic with fewer is refused */
    public TopicProvisioner(KafkaClients clients, LiveMarketProperties.Kafka settings, int leastCopies) {
        this(clients, settings, leastCopies, Topics.CO_PARTITIONED);
    }

    /** @param groups the groups of topics with equally many partitions */
    TopicProvisioner(
            KafkaClients clients, LiveMarketProperties.Kafka settings, int leastCopies, List<List<Topic>> groups) {
        this(clients, settings, leastCopies, groups, Waiting.OF_A_SERVICE, Admin::create);
    }

    /** @param admins makes a client of the cluster from its settings */
    TopicProvisioner(
            KafkaClients clients,
            LiveMarketProperties.Kafka settings,
            int leastCopies,
            List<List<Topic>> groups,
            Waiting waiting,
            Function<Map<String, Object>, Admin> admins) {
        this.clients = clients;
        this.settings = settings;
        this.leastCopies = leastCopies;
        this.groups = groups;
        this.waiting = waiting;
        this.admins = admins;
    }

    /**
     * Creates the missing topics, and returns when all topics can be read and written: a broker knows a topic later
     * than the controller confirms its creation, on a busy machine by more than 30 s.
     *
     * @throws IllegalStateException when for 200 s the cluster did not answer, or refused, or topics had no leader, or
     *     at once when topics have numbers of partitions that do not fit together, or too few replicas
     */
    public void provision(Collection<Topic> topics) {
        Map<String, Object> config = clients.common("topics");
        config.put("default.api.timeout.ms", 10_000);
        config.put("request.timeout.ms", 5_000);
        long until = System.nanoTime() + waiting.limit().toNanos();
        try (Admin admin = admins.apply(config)) {
            while (true) {
                try {
                    provision(admin, topics, until);
                    return;
                } catch (ExecutionException e) {
                    pauseAfter(e, until);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making the topics", e);
        }
    }

    private void provision(Admin admin, Collection<Topic> topics, long until)
            throws ExecutionException, InterruptedException {
        if (settings.createTopics()) {
            create(admin, topics);
        }
        Map<String, TopicDescription> made = awaitLeaders(admin, topics, until);
        refuseUnfitPartitions(topics, partitions(admin, topics));
        refuseTooFewCopies(made);
    }

    private void pauseAfter(ExecutionException fault, long until) throws InterruptedException {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        if (System.nanoTime() > until) {
            throw new IllegalStateException("Kafka did not make the topics: " + cause.getMessage(), cause);
        }
        log.warn("The start waits for topics that Kafka has not created yet, and tries again: {}", cause.toString());
        Thread.sleep(waiting.pause());
    }

    /** Creates the missing ones of these topics with as many partitions as the others have. */
    public void provisionAlike(Collection<Topic> topics) {
        new TopicProvisioner(
                        clients,
                        settings,
                        leastCopies,
                        Stream.concat(groups.stream(), Stream.of(List.copyOf(topics)))
                                .toList(),
                        waiting,
                        admins)
                .provision(topics);
    }

    private void create(Admin admin, Collection<Topic> topics) throws ExecutionException, InterruptedException {
        List<NewTopic> missing = new ArrayList<>();
        Map<String, Integer> existing = partitions(admin, topics);
        for (Topic topic : topics) {
            if (!existing.containsKey(topic.name())) {
                missing.add(describe(topic, existing));
            }
        }
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** The numbers of partitions of these topics and of the topics of their groups, as far as they exist. */
    private Map<String, Integer> partitions(Admin admin, Collection<Topic> topics)
            throws ExecutionException, InterruptedException {
        Set<String> existing = new HashSet<>(admin.listTopics().names().get());
        Set<String> names = new HashSet<>();
        topics.forEach(topic -> names.add(topic.name()));
        groups.stream()
                .filter(group -> group.stream().anyMatch(topic -> names.contains(topic.name())))
                .toList()
                .forEach(group -> group.forEach(topic -> names.add(topic.name())));
        existing.retainAll(names);
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(existing)
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    private void refuseUnfitPartitions(Collection<Topic> topics, Map<String, Integer> partitions) {
        for (Topic topic : topics) {
            int count = partitions.getOrDefault(topic.name(), 1);
            if (topic.single() && count != 1) {
                throw new IllegalStateException("%s has %d partitions and must have one: its offsets are versions"
                        .formatted(topic.name(), count));
            }
        }
        for (List<Topic> group : groups) {
            Map<String, Integer> counts = new TreeMap<>();
            group.forEach(topic -> Optional.ofNullable(partitions.get(topic.name()))
                    .ifPresent(count -> counts.put(topic.name(), count)));
            if (new HashSet<>(counts.values()).size() > 1) {
                throw new IllegalStateException(
                        "These topics must have equally many partitions, since one task reads what has "
                                + "one key from all of them: " + counts
                                + ". Was one of them made, or enlarged, by hand?");
            }
        }
    }

    private void refuseTooFewCopies(Map<String, TopicDescription> topics) {
        Set<String> few = topics.values().stream()
                .filter(topic -> topic.partitions().stream()
                        .anyMatch(partition -> partition.replicas().size() < leastCopies))
                .map(TopicDescription::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!few.isEmpty()) {
            throw new IllegalStateException(
                    "These topics have fewer than %d copies, and are lost with a broker: %s. Give them more"
                                    .formatted(leastCopies, few)
                            + " (kafka-reassign-partitions, or KafkaTopic's replicas)");
        }
    }

    /**
     * Waits until each partition of the topics has a leader.
     *
     * @return the descriptions of the topics
     * @throws ExecutionException when a partition has no leader within an attempt's time, or the cluster does not
     *     answer
     */
    private Map<String, TopicDescription> awaitLeaders(Admin admin, Collection<Topic> topics, long limit)
            throws ExecutionException, InterruptedException {
        List<String> names = topics.stream().map(Topic::name).toList();
        long until = Math.min(limit, System.nanoTime() + waiting.attempt().toNanos());
        while (true) {
            Optional<Map<String, TopicDescription>> described = withLeaders(admin, names);
            if (described.isPresent()) {
                return described.get();
            }
            if (System.nanoTime() > until) {
                throw new ExecutionException(new IllegalStateException(unknown(admin, names)));
            }
            Thread.sleep(ASK_AGAIN_AFTER);
        }
    }

    private String unknown(Admin admin, List<String> names) throws ExecutionException, InterruptedException {
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(admin.listTopics().names().get());
        if (missing.isEmpty()) {
            return "Not every partition of " + names + " has a leader after " + waiting.attempt();
        }
        return "These topics do not exist, or may not be seen, after " + waiting.attempt() + ": " + missing
                + (settings.createTopics()
                        ? ""
                        : "; livemarket.kafka.create-topics is off, so that operators make them");
    }

    private static Optional<Map<String, TopicDescription>> withLeaders(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(admin.describeTopics(names).allTopicNames().get())
                    .filter(topics -> topics.values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null
                                    && !partition.leader().isEmpty()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The topic to be created; a topic of a group gets as many partitions as the others have. */
    private NewTopic describe(Topic topic, Map<String, Integer> existing) {
        int ofGroup = groups.stream()
                .filter(group -> group.contains(topic))
                .flatMap(List::stream)
                .flatMap(other -> Stream.ofNullable(existing.get(other.name())))
                .findFirst()
                .orElse(settings.partitions());
        int partitions = topic.single() ? 1 : ofGroup;
        Optional<Short> replication =
                settings.replicationFactor() < 0 ? Optional.empty() : Optional.of(settings.replicationFactor());
        return new NewTopic(topic.name(), Optional.of(partitions), replication).configs(topic.configuration());
    }
}
