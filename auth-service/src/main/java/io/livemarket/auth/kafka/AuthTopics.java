package io.livemarket.auth.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.List;

/**
 * The topics that are auth-service's alone; no one else should be allowed to read them. Each has one partition, because
 * one writer decides what must be unique. All but the results are sealed by {@link io.livemarket.auth.crypto.Vault}.
 */
public final class AuthTopics {

    public static final Topic COMMANDS =
            single("livemarket.auth.commands.v1", "user or family", Duration.ofDays(3), false);
    public static final Topic CREDENTIALS = single("livemarket.auth.credentials.v1", "user", null, true);
    /**
     * What deciding needs and the credentials do not hold: families of refresh tokens, signing keys, used idempotency
     * keys, and how far commands are decided.
     */
    public static final Topic JOURNAL = single("livemarket.auth.journal.v1", "kind and id", null, true);
    /** Mails that were decided and are to be sent, with their tokens; kept for longer than any is tried. */
    public static final Topic MAILS = single("livemarket.auth.mails.v1", "mail", Duration.ofDays(2), false);

    public static final Topic KEYS = single("livemarket.auth.keys.v1", "signing key", null, true);
    public static final Topic RESULTS = single("livemarket.auth.results.v1", "origin", Duration.ofMinutes(30), false);

    /** Commands that can never be read. */
    public static final Topic DEAD_LETTERS =
            new Topic(COMMANDS.deadLetters(), COMMANDS.key(), "auth-service", Duration.ofDays(90), true, false);

    /** What must exist before the service starts. */
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
            Topics.MODERATION_ENFORCEMENT,
            Topics.MODERATION_EVENTS);

    private AuthTopics() {}

    private static Topic single(String name, String key, Duration kept, boolean compact) {
        return new Topic(name, key, "auth-service", kept, true, compact);
    }
}
