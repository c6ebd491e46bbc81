package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The ids that the cluster gave to topics: an offset is of no use in a topic that was created again, or in a copy. */
public final class TopicIds {

    private static final int ANSWER_WITHIN_MS = 5_000;

    private TopicIds() {}

    /**
     * Requests the ids of topics from the cluster.
     *
     * @return the ids, by the names of the topics
     * @throws KafkaException where the cluster does not answer, or does not know one of the topics
     */
    public static Map<String, String> of(KafkaClients clients, List<Topic> topics) {
        Map<String, Object> config = clients.common("topic-ids");
        config.put("default.api.timeout.ms", ANSWER_WITHIN_MS);
        config.put("request.timeout.ms", ANSWER_WITHIN_MS);
        Admin admin = Admin.create(config);
        try {
            return admin
                    .describeTopics(topics.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            topic -> topic.getValue().topicId().toString()));
        } catch (ExecutionException e) {
            throw new KafkaException("The ids of the topics could not be asked for", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking for the ids of topics", e);
        } finally {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
