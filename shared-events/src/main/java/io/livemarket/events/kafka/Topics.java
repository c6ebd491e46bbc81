package io.livemarket.events.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The topic catalogue. A service creates the topics that it publishes to and consumes, with the settings of this
 * catalogue.
 */
public final class Topics {

    public static final Topic USERS_EVENTS = forever("livemarket.users.events.v1", "user", "auth-service");
    /** Sessions that ended before they expired; kept for longer than an access token is valid, which is a day. */
    public static final Topic USERS_SESSIONS =
            kept("livemarket.users.sessions.v1", "user", "auth-service", Duration.ofDays(2));
    /** Roles that operators granted and revoked. */
    public static final Topic USERS_ROLES = forever("livemarket.users.roles.v1", "user", "auth-service");

    public static final Topic CHAT_COMMANDS = kept("livemarket.chat.commands.v1", "chat", "many", Duration.ofDays(3));
    public static final Topic CHAT_EVENTS = forever("livemarket.chat.events.v1", "chat", "chat-service");
    public static final Topic CHAT_RESULTS =
            kept("livemarket.chat.results.v1", "origin", "chat-service", Duration.ofMinutes(30));
    /** Cases: reports with their evidence, notes, warnings, flagged content. Restricted. */
    public static final Topic MODERATION_EVENTS =
            forever("livemarket.moderation.events.v1", "user", "moderation-service");
    /**
     * Blocks and suspensions in force; as many partitions as moderation.events, and the records of a user in the
     * partition of equal number.
     */
    public static final Topic MODERATION_ENFORCEMENT =
            new Topic("livemarket.moderation.enforcement.v1", "state", "moderation-service", null, false, true);

    public static final Topic FILES_COMMANDS =
            kept("livemarket.files.commands.v1", "file", "file-service", Duration.ofDays(3));
    public static final Topic FILES_EVENTS = forever("livemarket.files.events.v1", "file", "file-service");
    public static final Topic FILES_RESULTS =
            kept("livemarket.files.results.v1", "origin", "file-service", Duration.ofMinutes(30));

    public static final Topic PRODUCTS_COMMANDS =
            kept("livemarket.products.commands.v1", "product", "product-service", Duration.ofDays(3));
    public static final Topic PRODUCTS_EVENTS = forever("livemarket.products.events.v1", "product", "product-service");
    public static final Topic PRODUCTS_RESULTS =
            kept("livemarket.products.results.v1", "origin", "product-service", Duration.ofMinutes(30));
    /** The rules on content; one partition, so that its offsets are the versions of the set. */
    public static final Topic MODERATION_RULES =
            new Topic("livemarket.moderation.rules.v1", "rule", "moderation-service", null, true, true);

    public static final Topic NOTIFICATIONS_COMMANDS =
            kept("livemarket.notifications.commands.v1", "user", "many", Duration.ofDays(3));
    public static final Topic NOTIFICATIONS_EVENTS =
            forever("livemarket.notifications.events.v1", "user", "notification-service");
    public static final Topic NOTIFICATIONS_RESULTS =
            kept("livemarket.notifications.results.v1", "origin", "notification-service", Duration.ofMinutes(30));
    /** Reminders of unread messages that are due, for auth-service, which sends the mails. */
    public static final Topic NOTIFICATIONS_REMINDERS =
            kept("livemarket.notifications.reminders.v1", "user", "notification-service", Duration.ofDays(2));

    /** Sessions that began and ended. */
    public static final Topic PRESENCE_SESSIONS =
            kept("livemarket.presence.sessions.v1", "user", "many", Duration.ofDays(90));
    /** Heartbeats, each in every partition; as many partitions as presence.sessions. */
    public static final Topic PRESENCE_HEARTBEATS =
            kept("livemarket.presence.heartbeats.v1", "instance", "many", Duration.ofMinutes(30));
    /** The chat partners of each user; as many partitions as presence.sessions. */
    public static final Topic PRESENCE_PARTNERS =
            forever("livemarket.presence.partners.v1", "user", "presence-service");

    public static final Topic PRESENCE_EVENTS =
            kept("livemarket.presence.events.v1", "user", "presence-service", Duration.ofDays(90));
    /** The device of each connection in presence.events. */
    public static final Topic PRESENCE_DEVICES =
            kept("livemarket.presence.devices.v1", "user", "presence-service", Duration.ofDays(90));
    /** Typing signals of clients; as many partitions as chat.events. */
    public static final Topic PRESENCE_SIGNALS =
            kept("livemarket.presence.signals.v1", "chat", "gateway-service", Duration.ofMinutes(10));
    /** Typing notices, by chat, and changed profiles, by user, with the users who may see them. */
    public static final Topic PRESENCE_TYPING =
            kept("livemarket.presence.typing.v1", "chat", "presence-service", Duration.ofMinutes(10));

    /** Every topic that other teams may read. */
    public static final List<Topic> PUBLIC = List.of(
            USERS_EVENTS,
            CHAT_EVENTS,
            MODERATION_ENFORCEMENT,
            FILES_EVENTS,
            PRODUCTS_EVENTS,
            NOTIFICATIONS_EVENTS,
            PRESENCE_EVENTS);

    /**
     * Every topic whose records another team may read only where an operator grants it: reports about people, with
     * evidence.
     */
    public static final List<Topic> RESTRICTED = List.of(MODERATION_EVENTS);

    /** Every topic. */
    public static final List<Topic> ALL = List.of(
            USERS_EVENTS,
            USERS_SESSIONS,
            USERS_ROLES,
            CHAT_COMMANDS,
            CHAT_EVENTS,
            CHAT_RESULTS,
            MODERATION_EVENTS,
            MODERATION_ENFORCEMENT,
            MODERATION_RULES,
            FILES_COMMANDS,
            FILES_EVENTS,
            FILES_RESULTS,
            PRODUCTS_COMMANDS,
            PRODUCTS_EVENTS,
            PRODUCTS_RESULTS,
            NOTIFICATIONS_COMMANDS,
            NOTIFICATIONS_EVENTS,
            NOTIFICATIONS_RESULTS,
            NOTIFICATIONS_REMINDERS,
            PRESENCE_SESSIONS,
            PRESENCE_HEARTBEATS,
            PRESENCE_PARTNERS,
            PRESENCE_EVENTS,
            PRESENCE_DEVICES,
            PRESENCE_SIGNALS,
            PRESENCE_TYPING);

    /**
     * Groups of topics with equally many partitions: records of one key are in partitions of equal number, so that one
     * task has all of them.
     */
    public static final List<List<Topic>> CO_PARTITIONED = List.of(
            List.of(CHAT_COMMANDS, CHAT_EVENTS, PRESENCE_SIGNALS),
            List.of(FILES_COMMANDS, FILES_EVENTS),
            List.of(PRODUCTS_COMMANDS, PRODUCTS_EVENTS),
            List.of(MODERATION_EVENTS, MODERATION_ENFORCEMENT),
            List.of(NOTIFICATIONS_COMMANDS, NOTIFICATIONS_EVENTS),
            List.of(PRESENCE_SESSIONS, PRESENCE_HEARTBEATS, PRESENCE_PARTNERS));

    /** The service that owns the topics of a context; the context is the second part of a topic's name. */
    private static final Map<String, String> SERVICES = Map.of(
            "auth",
            "auth-service",
            "users",
            "auth-service",
            "chat",
            "chat-service",
            "presence",
            "presence-service",
            "notifications",
            "notification-service",
            "moderation",
            "moderation-service",
            "files",
            "file-service",
            "products",
            "product-service");

    private Topics() {}

    /** The service that owns a topic, by the topic's name; empty for a name of another form. */
    public static Optional<String> serviceOf(String topic) {
        String[] parts = topic.split("\\.", 3);
        return parts.length == 3 && parts[0].equals("livemarket")
                ? Optional.ofNullable(SERVICES.get(parts[1]))
                : Optional.empty();
    }

    private static Topic forever(String name, String key, String owner) {
        return new Topic(name, key, owner, null, false, false);
    }

    private static Topic kept(String name, String key, String owner, Duration kept) {
        return new Topic(name, key, owner, kept, false, false);
    }
}
