package io.livemarket.events.users;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one user, in order; auth-service publishes them. The user id is the partition key. They carry only data
 * that any other user may see: no e-mail address, no credential.
 */
public sealed interface UserEvent extends DomainEvent {

    UUID userId();

    /** The number of the event among the user's events, from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /** An account was registered. */
    @EventType("users.user-registered.v1")
    record UserRegistered(
            UUID userId,
            long version,
            String username,
            @Nullable String avatarUrl,
            Instant createdAt) implements UserEvent {
        @Override
        public Instant occurredAt() {
            return createdAt;
        }
    }

    /** The public profile changed; fields that did not change are repeated. */
    @EventType("users.profile-updated.v1")
    record ProfileUpdated(
            UUID userId,
            long version,
            String username,
            @Nullable String avatarUrl,
            Instant updatedAt) implements UserEvent {
        @Override
        public Instant occurredAt() {
            return updatedAt;
        }
    }

    /**
     * The user deleted the account: the last event of each user, without a name or a picture. The id stays in messages,
     * chats and reports.
     */
    @EventType("users.user-deleted.v1")
    record UserDeleted(UUID userId, long version, Instant deletedAt) implements UserEvent {
        @Override
        public Instant occurredAt() {
            return deletedAt;
        }
    }
}
