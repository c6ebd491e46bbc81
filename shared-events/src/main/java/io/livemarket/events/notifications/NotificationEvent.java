package io.livemarket.events.notifications;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one user's notifications, in order; notification-service writes them. The user id is the partition key,
 * and the user the only audience. Field names are those of the client protocol, because gateways write an event's own
 * JSON into the frame.
 */
public sealed interface NotificationEvent extends DomainEvent {

    UUID userId();

    /** Counts this user's events from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /**
     * A notification is now this: it came to be, or its count changed. There is one at a time for each chat and user.
     *
     * @param id stays the same until it is read or cleared
     * @param kind {@code message}, {@code first_contact}, {@code group_invitation}, {@code report_outcome},
     *     {@code warning}; more will come
     * @param chatId the chat it is about, or null
     * @param actorId who caused it last, or null
     * @param subject what else it is about, such as a report's id, or null
     * @param count for a chat the messages of others that the user has not read, as the chat counts them; else 1
     * @param upToSeq for a chat the newest message counted, or null
     * @param raisedAt when it came to be
     * @param at when it changed last
     * @param chatName the name of the group that it is about; null for a private chat, and where it is not known
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

        /** About no group with a name. */
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

    /** The unread messages of a chat are now so many, and the user is told nothing: they wanted it so, or read some. */
    @EventType("notifications.unread-counted.v1")
    record UnreadCounted(UUID userId, long version, UUID chatId, long unread, Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * These notifications concern the user no more.
     *
     * @param chatId the chat that was read, or whose unread messages were all deleted: there are none with this; null
     *     when their user cleared them
     */
    @EventType("notifications.notifications-cleared.v1")
    record NotificationsCleared(UUID userId, long version, List<UUID> ids, ClearReason reason, @Nullable UUID chatId, Instant at)
            implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** The chat raises nothing, until that moment or, without one, until it is unmuted. */
    @EventType("notifications.chat-muted.v1")
    record ChatMuted(UUID userId, long version, UUID chatId, @Nullable Instant until, Instant at) implements NotificationEvent {
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

    /** The user's preferences are now these. */
    @EventType("notifications.preferences-changed.v1")
    record PreferencesChanged(UUID userId, long version, NotificationPreferences preferences, Instant at)
            implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * A device of the user's is pushed to from now on. Where, is nobody else's to know.
     *
     * @param device a digest of where the device is pushed to: of one device the same for all users; null in events of
     *     earlier versions
     */
    @EventType("notifications.push-subscription-added.v1")
    record PushSubscriptionAdded(UUID userId, long version, UUID subscriptionId, Instant at, @Nullable String device)
            implements NotificationEvent {

        /** Of an earlier version. */
        public PushSubscriptionAdded(UUID userId, long version, UUID subscriptionId, Instant at) {
            this(userId, version, subscriptionId, at, null);
        }

        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** A device is pushed to no more. */
    @EventType("notifications.push-subscription-removed.v1")
    record PushSubscriptionRemoved(UUID userId, long version, UUID subscriptionId, RemovalReason reason, Instant at)
            implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * The user deleted the account: notifications, mutes, preferences and devices are gone, and nothing is raised any
     * more. The last event.
     */
    @EventType("notifications.user-forgotten.v1")
    record UserForgotten(UUID userId, long version, Instant at) implements NotificationEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }
}
