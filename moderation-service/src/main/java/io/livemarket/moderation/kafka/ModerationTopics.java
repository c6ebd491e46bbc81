package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.List;

/** The internal topics of moderation-service, and all topics that must exist before it starts. */
public final class ModerationTopics {

    public static final Topic COMMANDS = own("livemarket.moderation.commands.v1", "user", Duration.ofDays(3));
    public static final Topic RESULTS = own("livemarket.moderation.results.v1", "origin", Duration.ofMinutes(30));
    static final Topic DEAD_LETTERS = own(COMMANDS.deadLetters(), "user", Duration.ofDays(90));

    /** The offsets up to which commands and chat events are decided, and the marks of enforcement. Compacted. */
    static final Topic JOURNAL =
            new Topic("livemarket.moderation.journal.v1", "kind and id", "moderation-service", null, false, true);

    /** The topics that must exist before the service starts, except the journal, which the engine creates. */
    public static final List<Topic> ALL = List.of(
            COMMANDS,
            RESULTS,
            DEAD_LETTERS,
            Topics.MODERATION_EVENTS,
            Topics.MODERATION_ENFORCEMENT,
            Topics.USERS_EVENTS,
            Topics.CHAT_COMMANDS,
            Topics.CHAT_RESULTS,
            Topics.CHAT_EVENTS);

    private ModerationTopics() {}

    private static Topic own(String name, String key, Duration kept) {
        return new Topic(name, key, "moderation-service", kept, false, false);
    }
}
