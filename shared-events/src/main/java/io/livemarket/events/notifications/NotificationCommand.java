package io.livemarket.events.notifications;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command of a user about the user's notifications. The gateway and notification-service's own REST endpoints publish
 * commands, notification-service decides them. The user id, from the verified token, is the partition key.
 * {@code requestedAt} is the clock of the publishing service, to the millisecond.
 */
public sealed interface NotificationCommand {

    UUID userId();

    Instant requestedAt();

    /**
     * Clears notifications, which one of three fields names; ids of other users' notifications, and unknown ids, are
     * ignored.
     *
     * @param ids the ids of the notifications
     * @param chatId the chat of the notification
     * @param upTo all notifications that changed last at this time or before
     */
    @EventType("notifications.clear-notifications.v1")
    record ClearNotifications(
            UUID userId,
            @Nullable List<UUID> ids,
            @Nullable UUID chatId,
            @Nullable Instant upTo,
            Instant requestedAt) implements NotificationCommand {}

    /**
     * Mutes a chat that the user is part of, or unmutes it.
     *
     * @param until the time at which the mute ends; absent for a mute without an end
     */
    @EventType("notifications.mute-chat.v1")
    record MuteChat(
            UUID userId,
            UUID chatId,
            boolean muted,
            @Nullable Instant until,
            Instant requestedAt) implements NotificationCommand {}

    /** Replaces the user's preferences. */
    @EventType("notifications.set-preferences.v1")
    record SetPreferences(UUID userId, NotificationPreferences preferences, Instant requestedAt)
            implements NotificationCommand {}

    /**
     * Switches the user's reminders on or off. auth-service publishes it for the link in each reminder, which needs no
     * log-in.
     */
    @EventType("notifications.switch-reminders.v1")
    record SwitchReminders(UUID userId, boolean on, Instant requestedAt) implements NotificationCommand {}
}
