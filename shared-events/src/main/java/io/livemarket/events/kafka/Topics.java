package io.livemarket.events.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topic catalogue. A service creates what it writes and what it reads; both find the same settings here. */
public final class Topics {

    public static final Topic USERS_EVENTS = forever("livemarket.users.events.v1", "user", "auth-service");
    /** Sessions that ended before their time; kept for longer than an access token can be good, which is a day. */
    public static final Topic USERS_SESSIONS =
            kept("livemarket.users.sessions.v1", "user", "auth-service", Duration.ofDays(2));
    /** Roles that operators granted and took away. */
    public static final Topic USERS_ROLES = forever("livemarket.users.roles.v1", "user", "auth-service");

    public static final Topic CHAT_COMMANDS = kept("livemarket.chat.commands.v1", "chat", "many", Duration.ofDays(3));
    public static final Topic CHAT_EVENTS = forever("livemarket.chat.events.v1", "chat", "chat-service");
    public static final Topic CHAT_RESULTS =
            kept("livemarket.chat.results.v1", "origin", "chat-service", Duration.ofMinutes(30));
    /** Cases: reports with their evidence, notes, warnings, flagged content. Restricted. */
    public static final Topic MODERATION_EVENTS =
            forever("livemarket.moderation.events.v1", "user", "moderation-service");
    /**
     * Blocks and suspensions in force; as many partitions as moderation.events has, and a user in the partition of that
     * number.
     */
    public static final Topic MODERATION_ENFORCEMENT =
            new Topic("livemarket.moderation.enforcement.v1", "state", "moderation-service", null, false, true);

    public static final Topic FILES_COMMANDS =
            kept("livemarket.files.commands.v1", "file", "file-service", Duration.ofDays(3));
    public static final Topic FILES_EVENTS = forever("livemarket.files.events.v1", "file", "file-service");
    public static final Topic FILES_RESULTS =
            kept("livemarket.files.results.v1", "origin", "file-service", Duration.ofMinutes(30));
    /** The rules on content; one partition, so that its offsets are the versions of the set. */
    public static final Topic MODERATION_RULES =
            new Topic("livemarket.moderation.rules.v1", "rule", "moderation-service", null, true, true);

    public static final Topic NOTIFICATIONS_COMMANDS =
            kept("livemarket.notifications.commands.v1", "user", "many", Duration.ofDays(3));
    public static final Topic NOTIFICATIONS_EVENTS =
            forever("livemarket.notifications.events.v1", "user", "notification-service");
    public static final Topic NOTIFICATIONS_RESULTS =
            kept("livemarket.notifications.results.v1", "origin", "notification-service", Duration.ofMinutes(30));

    /** Sessions that began and ended. */
    public static final Topic PRESENCE_SESSIONS =
            kept("livemarket.presence.sessions.v1", "user", "many", Duration.ofDays(90));
    /** Signs of life, each in every partition; as many partitions as the sessions have. */
    public static final Topic PRESENCE_HEARTBEATS =
            kept("livemarket.presence.heartbeats.v1", "instance", "many", Duration.ofMinutes(30));
    /** Who shares a chat with whom; as many partitions as the sessions have. */
    public static final Topic PRESENCE_PARTNERS =
            forever("livemarket.presence.partners.v1", "user", "presence-service");

    public static final Topic PRESENCE_EVENTS =
            kept("livemarket.presence.events.v1", "user", "presence-service", Duration.ofDays(90));
    /** From which device each connection of presence.events was made. */
    public static final Topic PRESENCE_DEVICES =
            kept("livemarket.presence.devices.v1", "user", "presence-service", Duration.ofDays(90));
    /** Typing as clients say it; as many partitions as chat.events has. */
    public static final Topic PRESENCE_SIGNALS =
            kept("livemarket.presence.signals.v1", "chat", "gateway-service", Duration.ofMinutes(10));
    /** Typing, by chat, and changed profiles, by user, as they may be shown. */
    public static final Topic PRESENCE_TYPING =
            kept("livemarket.presence.typing.v1", "chat", "presence-service", Duration.ofMinutes(10));

    /** Every topic that other teams may read. */
    public static final List<Topic> PUBLIC = List.of(
            USERS_EVENTS, CHAT_EVENTS, MODERATION_ENFORCEMENT, FILES_EVENTS, NOTIFICATIONS_EVENTS, PRESENCE_EVENTS);

    /**
     * Every topic of a contract that another team reads only where an operator grants it to that team: reports about
     * people, with evidence.
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
            NOTIFICATIONS_COMMANDS,
            NOTIFICATIONS_EVENTS,
            NOTIFICATIONS_RESULTS,
            PRESENCE_SESSIONS,
            PRESENCE_HEARTBEATS,
            PRESENCE_PARTNERS,
            PRESENCE_EVENTS,
            PRESENCE_DEVICES,
            PRESENCE_SIGNALS,
            PRESENCE_TYPING);

    /**
     * Topics that must have as many partitions as the others of their group: what has one key is to be in partitions of
     * one number, so that one task has all of it.
     */
    public static final List<List<Topic>> CO_PARTITIONED = List.of(
            List.of(CHAT_COMMANDS, CHAT_EVENTS, PRESENCE_SIGNALS),
            List.of(FILES_COMMANDS, FILES_EVENTS),
            List.of(MODERATION_EVENTS, MODERATION_ENFORCEMENT),
            List.of(NOTIFICATIONS_COMMANDS, NOTIFICATIONS_EVENTS),
            List.of(PRESENCE_SESSIONS, PRESENCE_HEARTBEATS, PRESENCE_PARTNERS));

    /** Which service the topics of a context belong to; the context is the second part of their names. */
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
            "file-service");

    private Topics() {}

    /** The service that a topic belongs to by its name; empty for a name that is not of this form. */
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
