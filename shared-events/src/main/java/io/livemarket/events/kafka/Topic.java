package io.livemarket.events.kafka;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the catalogue.
 *
 * @param name {@code livemarket.<context>.<kind>.v1}
 * @param key what the partition key is
 * @param owner the only service that writes it, or {@code many}
 * @param kept how long a record stays; null for ever
 * @param single whether it has one partition whatever the cluster's setting
 * @param compact whether only the newest record of each key is kept
 */
public record Topic(String name, String key, String owner, @Nullable Duration kept, boolean single, boolean compact) {

    private static final String FOREVER = "-1";
    private static final String DEAD_LETTERS = ".dlt";

    /** The broker's configuration for it. */
    public Map<String, String> configuration() {
        return Map.of(
                "cleanup.policy",
                compact ? "compact" : "delete",
                "retention.ms",
                kept == null ? FOREVER : Long.toString(kept.toMillis()),
                "retention.bytes",
                FOREVER,
                "message.timestamp.type",
                "CreateTime");
    }

    /** Where records go that a consumer of this topic can never read. */
    public String deadLetters() {
        return name + DEAD_LETTERS;
    }

    /** Whether a topic of this name holds records that a consumer of another topic could not read. */
    public static boolean isOfDeadLetters(String name) {
        return name.endsWith(DEAD_LETTERS);
    }
}
