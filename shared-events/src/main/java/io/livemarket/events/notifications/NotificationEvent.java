package io.livemarket.events.notifications;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one user's notifications, in order; notification-service publishes them. The user id is the partition
 * key, and the user the only audience. Field names are those of the client protocol, because gateways copy an event's
 * own JSON into the frame.
 */
public sealed interface NotificationEvent extends DomainEvent {

    UUID userId();

    /** The number of the event among the user's events, from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /**
     * A notification was raised, or its count changed. A user has at most one notification of each chat at a time.
     *
     * @param id unchanged until the notification is read or cleared
     * @param kind {@code message}, {@code first_contact}, {@code group_invitation}, {@code report_outcome},
     *     {@code warning}; later versions add others
     * @param chatId the chat of the notification; absent for a notification about no chat
     * @param actorId the user who caused the newest change; absent where no user did
     * @param subject another subject, such as a report's id
     * @param count for a chat the messages of others that the user has not read, as the chat counts them; else 1
     * @param upToSeq for a chat the newest message counted; else absent
     * @param raisedAt the time at which the notification was raised first
     * @param at the time of the newest change
     * @param chatName the name of a group; absent for a private chat, and where the name is not known
     */
    @EventType("notifications.notification-raised.v1")
    record NotificationRaised(
            UUID userId,
            long version,
            UUID id,
            String kind,
            @Nullable UUID chatId,
            @Nullable UUID actorId,
            @Nullable UUID subject,
            long count,
            @Nullable Long upToSeq,
            Instant raisedAt,
            Instant at,
            @Nullable String chatName)
            implements NotificationEvent {

        /** A notification without the name of a group. */
        public NotificationRaised(
                UUID userId,
                long version,
                UUID id,
                String kind,
                @Nullable UUID chatId,
                @Nullable UUID actorId,
                @Nullable UUID subject,
                long count,
                @Nullable Long upToSeq,
                Instant raisedAt,
                Instant at) {
            this(userId, version, id, kind, chatId, actorId, subject, count, upToSeq, raisedAt, at, null);
        }

        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * The number of unread messages of a chat changed, and the user is not notified: by preference, or because the user
     * read some.
     */
    @EventType("notifications.unread-counted.v1")
    record UnreadCounted(UUID userId, long version, UUID chatId, long unread, Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * Notifications were cleared.
     *
     * @param chatId the chat that was read, or whose unread messages were all deleted, so that no message is unread;
     *     absent when the user cleared the notifications
     */
    @EventType("notifications.notifications-cleared.v1")
    record NotificationsCleared(
            UUID userId,
            long version,
            List<UUID> ids,
            ClearReason reason,
            @Nullable UUID chatId,
            Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** The chat raises no notifications until a time or, without one, until the user unmutes it. */
    @EventType("notifications.chat-muted.v1")
    record ChatMuted(
            UUID userId,
            long version,
            UUID chatId,
            @Nullable Instant until,
            Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** The chat raises notifications again. */
    @EventType("notifications.chat-unmuted.v1")
    record ChatUnmuted(UUID userId, long version, UUID chatId, Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** The user's preferences changed to these. */
    @EventType("notifications.preferences-changed.v1")
    record PreferencesChanged(UUID userId, long version, NotificationPreferences preferences, Instant at)
            implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * A device of the user gets pushes from now on; its address is known to notification-service alone.
     *
     * @param device a digest of the push address, equal for all users of one device; absent in events of earlier
     *     versions
     */
    @EventType("notifications.push-subscription-added.v1")
    record PushSubscriptionAdded(
            UUID userId,
            long version,
            UUID subscriptionId,
            Instant at,
            @Nullable String device) implements NotificationEvent {

        /** An event of an earlier version. */
        public PushSubscriptionAdded(UUID userId, long version, UUID subscriptionId, Instant at) {
            this(userId, version, subscriptionId, at, null);
        }

        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** A device gets no pushes any more. */
    @EventType("notifications.push-subscription-removed.v1")
    record PushSubscriptionRemoved(UUID userId, long version, UUID subscriptionId, RemovalReason reason, Instant at)
            implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * The user deleted the account: notifications, mutes, preferences and devices are deleted, and no notification is
     * raised any more. The last event of a user.
     */
    @EventType("notifications.user-forgotten.v1")
    record UserForgotten(UUID userId, long version, Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }
}
