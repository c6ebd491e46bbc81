package io.livemarket.auth.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The internal topics of auth-service, which no other service may read. Each has one partition, because one writer
 * decides about unique names and addresses. All but the results are sealed by {@link io.livemarket.auth.crypto.Vault}.
 */
public final class AuthTopics {

    public static final Topic COMMANDS =
            single("livemarket.auth.commands.v1", "user or family", Duration.ofDays(3), false);
    public static final Topic CREDENTIALS = single("livemarket.auth.credentials.v1", "user", null, true);
    /**
     * State of the decider that does not follow from the credentials: families of refresh tokens, signing keys, used
     * idempotency keys, links and counts of mails, and the offset up to which commands are decided.
     */
    public static final Topic JOURNAL = single("livemarket.auth.journal.v1", "kind and id", null, true);
    /** Mails to send, with their tokens; kept for longer than a mail is retried. */
    public static final Topic MAILS = single("livemarket.auth.mails.v1", "mail", Duration.ofDays(2), false);

    public static final Topic KEYS = single("livemarket.auth.keys.v1", "signing key", null, true);
    public static final Topic RESULTS = single("livemarket.auth.results.v1", "origin", Duration.ofMinutes(30), false);

    /** The dead letter topic: commands that this service cannot read. */
    public static final Topic DEAD_LETTERS =
            new Topic(COMMANDS.deadLetters(), COMMANDS.key(), "auth-service", Duration.ofDays(90), true, false);

    /** The topics that must exist before the service starts. */
    public static final List<Topic> ALL = List.of(
            COMMANDS,
            CREDENTIALS,
            JOURNAL,
            KEYS,
            MAILS,
            RESULTS,
            DEAD_LETTERS,
            Topics.USERS_EVENTS,
            Topics.USERS_SESSIONS,
            Topics.USERS_ROLES,
            Topics.NOTIFICATIONS_REMINDERS,
            Topics.NOTIFICATIONS_COMMANDS,
            Topics.MODERATION_ENFORCEMENT,
            Topics.MODERATION_EVENTS);

    private AuthTopics() {}

    /** @param kept the retention; absent for ever */
    private static Topic single(String name, String key, @Nullable Duration kept, boolean compact) {
        return new Topic(name, key, "auth-service", kept, true, compact);
    }
}
