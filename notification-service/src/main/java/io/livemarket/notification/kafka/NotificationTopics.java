package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.List;

/** The topics that are notification-service's alone; no one else should be allowed to read them. */
public final class NotificationTopics {

    /** Who is to be pushed to; sealed. */
    public static final Topic SUBSCRIBING = kept("livemarket.notifications.subscribing.v1", Duration.ofDays(3));
    /**
     * State of the deciders that no event holds: inboxes, settings, devices (sealed), notifications of no chat, and how
     * far commands and the events of other services are taken. Compacted.
     */
    public static final Topic JOURNAL =
            new Topic("livemarket.notifications.journal.v1", "kind and id", "notification-service", null, false, true);
    /** What is to be pushed now; sealed. */
    public static final Topic PUSHES = kept("livemarket.notifications.pushes.v1", Duration.ofDays(1));
    /** What nobody can read. */
    public static final Topic DEAD_LETTERS = new Topic(
            "livemarket.notifications.dlt.v1", "user", "notification-service", Duration.ofDays(90), false, false);

    /** What must exist before the service starts, beside the journal, which the engine makes. */
    public static final List<Topic> ALL = List.of(
            SUBSCRIBING,
            PUSHES,
            DEAD_LETTERS,
            Topics.USERS_EVENTS,
            Topics.CHAT_EVENTS,
            Topics.MODERATION_EVENTS,
            Topics.NOTIFICATIONS_COMMANDS,
            Topics.NOTIFICATIONS_EVENTS,
            Topics.NOTIFICATIONS_RESULTS);

    private NotificationTopics() {}

    private static Topic kept(String name, Duration kept) {
        return new Topic(name, "user", "notification-service", kept, false, false);
    }
}
