package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;

/** The topics that presence-service alone reads and writes. */
public final class PresenceTopics {

    /**
     * What is known of each user's being there, and how far sessions are decided. Compacted: presence events are kept
     * for a while only, so that they cannot be the log of it.
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
