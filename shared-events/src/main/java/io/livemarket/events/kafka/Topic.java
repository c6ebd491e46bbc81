package io.livemarket.events.kafka;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the catalogue.
 *
 * @param name {@code livemarket.<context>.<kind>.v1}
 * @param key the meaning of the partition key
 * @param owner the only service that publishes to it, or {@code many}
 * @param kept the retention time of a record; absent for a topic that keeps records for ever
 * @param single whether it has one partition, whatever the cluster's setting
 * @param compact whether the topic is compacted: only the newest record of each key is kept
 */
public record Topic(
        String name, String key, String owner, @Nullable Duration kept, boolean single, boolean compact) {

    private static final String FOREVER = "-1";
    private static final String DEAD_LETTERS = ".dlt";

    /** The broker's configuration of the topic. */
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

    /** The name of the dead letter topic, for records that a consumer of this topic can never read. */
    public String deadLetters() {
        return name + DEAD_LETTERS;
    }

    /** Whether a name is that of a dead letter topic. */
    public static boolean isOfDeadLetters(String name) {
        return name.endsWith(DEAD_LETTERS);
    }
}
