package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.List;

/** The internal topics of notification-service, which no other service may read. */
public final class NotificationTopics {

    /** Commands that add and remove push subscriptions; sealed. */
    public static final Topic SUBSCRIBING = kept("livemarket.notifications.subscribing.v1", Duration.ofDays(3));
    /**
     * State of the deciders that no event holds: inboxes, settings, devices (sealed), notifications of no chat, and the
     * offsets up to which commands and the events of other services are decided. Compacted.
     */
    public static final Topic JOURNAL =
            new Topic("livemarket.notifications.journal.v1", "kind and id", "notification-service", null, false, true);
    /** Due pushes, a record for each device; sealed. */
    public static final Topic PUSHES = kept("livemarket.notifications.pushes.v1", Duration.ofDays(1));
    /** Webhooks, sealed, and the dead letters of each; one partition, so that all changes have one order. */
    public static final Topic WEBHOOKS =
            new Topic("livemarket.notifications.webhooks.v1", "webhook", "notification-service", null, true, true);
    /** The dead letter topic: records that this service cannot read. */
    public static final Topic DEAD_LETTERS = new Topic(
            "livemarket.notifications.dlt.v1", "user", "notification-service", Duration.ofDays(90), false, false);

    /** The topics that must exist before the service starts, except the journal, which the engine creates. */
    public static final List<Topic> ALL = List.of(
            SUBSCRIBING,
            PUSHES,
            WEBHOOKS,
            DEAD_LETTERS,
            Topics.USERS_EVENTS,
            Topics.CHAT_EVENTS,
            Topics.FILES_EVENTS,
            Topics.PRODUCTS_EVENTS,
            Topics.MODERATION_EVENTS,
            Topics.PRESENCE_EVENTS,
            Topics.NOTIFICATIONS_COMMANDS,
            Topics.NOTIFICATIONS_EVENTS,
            Topics.NOTIFICATIONS_RESULTS,
            Topics.NOTIFICATIONS_REMINDERS);

    private NotificationTopics() {}

    private static Topic kept(String name, Duration kept) {
        return new Topic(name, "user", "notification-service", kept, false, false);
    }
}
