package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicIds;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The topics of the events and of what is enforced, as the cluster knows them: an offset means nothing in a topic that
 * was made anew.
 *
 * @param events the id of {@code moderation.events}
 * @param enforcement the id of {@code moderation.enforcement}
 */
record EnforcedTopics(String events, String enforcement) {

    /**
     * Asks the cluster at the first call that it answers, which is that of a partition that begins; deciding does not
     * wait for it.
     */
    static Supplier<EnforcedTopics> of(KafkaClients clients) {
        return new Supplier<>() {

            private EnforcedTopics known;

            @Override
            public synchronized EnforcedTopics get() {
                if (known == null) {
                    Map<String, String> ids =
                            TopicIds.of(clients, List.of(Topics.MODERATION_EVENTS, Topics.MODERATION_ENFORCEMENT));
                    known = new EnforcedTopics(
                            ids.get(Topics.MODERATION_EVENTS.name()), ids.get(Topics.MODERATION_ENFORCEMENT.name()));
                }
                return known;
            }
        };
    }
}
