package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicIds;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the topics of events and of enforcement. A topic that was deleted and created again has another id, and an
 * offset in the former topic means nothing in it.
 *
 * @param events the id of {@code moderation.events}
 * @param enforcement the id of {@code moderation.enforcement}
 */
record EnforcedTopics(String events, String enforcement) {

    /**
     * A supplier that reads the ids from the cluster once. A starting partition makes the first call, so that deciding
     * never waits for the cluster.
     */
    static Supplier<EnforcedTopics> of(KafkaClients clients) {
        return new Supplier<>() {

            private @Nullable EnforcedTopics known;

            @Override
            public synchronized EnforcedTopics get() {
                if (known == null) {
                    Map<String, String> ids =
                            TopicIds.of(clients, List.of(Topics.MODERATION_EVENTS, Topics.MODERATION_ENFORCEMENT));
                    known = new EnforcedTopics(
                            id(ids, Topics.MODERATION_EVENTS), id(ids, Topics.MODERATION_ENFORCEMENT));
                }
                return known;
            }
        };
    }

    private static String id(Map<String, String> ids, Topic topic) {
        String id = ids.get(topic.name());
        if (id == null) {
            throw new KafkaException("The cluster has no id of " + topic.name());
        }
        return id;
    }
}
