package io.livemarket.events.notifications;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of their notifications; the gateway and notification-service's own REST write them,
 * notification-service decides them. The user id is the partition key; it comes from the verified token.
 * {@code requestedAt} is the asking service's clock, to the millisecond.
 */
public sealed interface NotificationCommand {

    UUID userId();

    Instant requestedAt();

    /**
     * Clears notifications, named in one of three ways. Those that are somebody else's, or not there, are passed over.
     *
     * @param ids these
     * @param chatId that of this chat
     * @param upTo all that last changed at this moment or before
     */
    @EventType("notifications.clear-notifications.v1")
    record ClearNotifications(UUID userId, @Nullable List<UUID> ids, @Nullable UUID chatId, @Nullable Instant upTo, Instant requestedAt)
            implements NotificationCommand {}

    /**
     * Mutes a chat that the user is part of, or unmutes it.
     *
     * @param until when it ends by itself, or null
     */
    @EventType("notifications.mute-chat.v1")
    record MuteChat(UUID userId, UUID chatId, boolean muted, @Nullable Instant until, Instant requestedAt)
            implements NotificationCommand {}

    /** Replaces the user's preferences. */
    @EventType("notifications.set-preferences.v1")
    record SetPreferences(UUID userId, NotificationPreferences preferences, Instant requestedAt)
            implements NotificationCommand {}
}
