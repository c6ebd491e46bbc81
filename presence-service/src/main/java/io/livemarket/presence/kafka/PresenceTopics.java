package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;

/** The internal topics of presence-service. */
public final class PresenceTopics {

    /**
     * The presence of each user, and the offset up to which session facts are decided. Compacted. The state cannot be
     * rebuilt from presence events, which are kept for a limited time.
     */
    public static final Topic JOURNAL =
            new Topic("livemarket.presence.journal.v1", "kind and id", "presence-service", null, false, true);

    /** Session facts that cannot be read. */
    public static final Topic DEAD_LETTERS = deadLetters(Topics.PRESENCE_SESSIONS, "user", "presence-service");

    private PresenceTopics() {}

    private static Topic deadLetters(Topic topic, String key, String owner) {
        return new Topic(topic.deadLetters(), key, owner, Duration.ofDays(90), false, false);
    }
}
