package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that a service writes and reads, with the catalogue's settings, where they do not exist yet. Topics that
 * exist are left as they are. Waits for the cluster, so that a service may start before it.
 */
public final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final int ATTEMPTS = 20;

    private final KafkaClients clients;
    private final LiveMarketProperties.Kafka settings;

    public TopicProvisioner(KafkaClients clients, LiveMarketProperties.Kafka settings) {
        this.clients = clients;
        this.settings = settings;
    }

    /**
     * Makes those of the topics that are missing.
     *
     * @throws IllegalStateException when the cluster stayed away, or refused
     */
    public void provision(Collection<Topic> topics) {
        Map<String, Object> config = clients.common("topics");
        config.put("default.api.timeout.ms", 10_000);
        config.put("request.timeout.ms", 5_000);
        try (Admin admin = Admin.create(config)) {
            for (int attempt = 1; ; attempt++) {
                try {
                    create(admin, topics);
                    return;
                } catch (ExecutionException e) {
                    if (attempt == ATTEMPTS) {
                        throw new IllegalStateException("Kafka did not make the topics", e.getCause());
                    }
                    log.warn("Kafka did not make the topics yet ({}); trying again", e.getCause().toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making the topics", e);
        }
    }

    private void create(Admin admin, Collection<Topic> topics) throws ExecutionException, InterruptedException {
        List<NewTopic> missing = new ArrayList<>();
        var existing = admin.listTopics().names().get();
        for (Topic topic : topics) {
            if (!existing.contains(topic.name())) {
                missing.add(describe(topic));
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

    private NewTopic describe(Topic topic) {
        int partitions = topic.single() ? 1 : settings.partitions();
        Optional<Short> replication =
                settings.replicationFactor() < 0 ? Optional.empty() : Optional.of(settings.replicationFactor());
        return new NewTopic(topic.name(), Optional.of(partitions), replication).configs(topic.configuration());
    }
}
