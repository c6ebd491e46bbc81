package io.livemarket.kit.kafka;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Creates the topics of a file of Strimzi's {@code KafkaTopic} resources on a cluster without Strimzi, where they are
 * missing, and ends: the step before the start of services that leave topics to operators. Existing topics are not
 * changed; one with another number of partitions is an error.
 */
public final class TopicsJob {

    private static final Duration CLUSTER_WITHIN = Duration.ofSeconds(120);

    private TopicsJob() {}

    /** @param args the file; the cluster and the number of replicas come from the environment */
    public static void main(String[] args) throws Exception {
        Map<String, String> environment = System.getenv();
        short replication = Short.parseShort(environment.getOrDefault("LIVEMARKET_REPLICATION", "3"));
        int inSync = Integer.parseInt(environment.getOrDefault("LIVEMARKET_MIN_IN_SYNC", "2"));
        List<NewTopic> topics = read(Files.readString(Path.of(args[0])), replication, inSync);
        int made = make(ClusterAnswers.entry(environment, "LIVEMARKET_KAFKA_BOOTSTRAPSERVERS"), topics);
        System.out.println(made + " topics made, " + (topics.size() - made) + " were there");
    }

    /**
     * The topics of a file, with the number of replicas of this cluster.
     *
     * @param inSync the number of in-sync replicas
     */
    public static List<NewTopic> read(String yaml, short replication, int inSync) {
        List<NewTopic> topics = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(new StringReader(yaml))) {
            Map<?, ?> resource = (Map<?, ?>) document;
            Map<?, ?> spec = part(resource, "spec");
            Map<String, String> config = new TreeMap<>();
            part(spec, "config").forEach((name, value) -> config.put(String.valueOf(name), String.valueOf(value)));
            config.put("min.insync.replicas", Integer.toString(inSync));
            String name = String.valueOf(part(resource, "metadata").get("name"));
            if (!(spec.get("partitions") instanceof Integer partitions)) {
                throw new IllegalArgumentException("The topic " + name + " has no number of partitions");
            }
            topics.add(new NewTopic(name, partitions, replication).configs(config));
        }
        return topics;
    }

    private static Map<?, ?> part(Map<?, ?> resource, String name) {
        if (!(resource.get(name) instanceof Map<?, ?> found)) {
            throw new IllegalArgumentException("A resource has no " + name);
        }
        return found;
    }

    /**
     * Creates the missing topics.
     *
     * @return the number of created topics
     * @throws IllegalStateException when a topic exists with another number of partitions
     */
    public static int make(String bootstrapServers, List<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", (int) CLUSTER_WITHIN.toMillis()))) {
            int made = 0;
            var results = admin.createTopics(topics).values();
            for (NewTopic topic : topics) {
                try {
                    ClusterAnswers.entry(results, topic.name()).get();
                    made++;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                    check(admin, topic);
                }
            }
            return made;
        }
    }

    private static void check(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> described =
                admin.describeTopics(List.of(topic.name())).allTopicNames().get();
        int partitions =
                ClusterAnswers.entry(described, topic.name()).partitions().size();
        if (partitions != topic.numPartitions()) {
            throw new IllegalStateException(
                    "%s has %d partitions and must have %d; with data in it that can't be changed"
                            .formatted(topic.name(), partitions, topic.numPartitions()));
        }
    }
}
