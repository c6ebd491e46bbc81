package io.livemarket.events.moderation;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** Facts about what one user wants and may do, in order; moderation-service writes them. The user id is the partition key. */
public sealed interface ModerationEvent extends DomainEvent {

    UUID userId();

    /** Counts this user's events from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /** From now on the user neither hears nor sees anything of the blocked one. */
    @EventType("moderation.user-blocked.v1")
    record UserBlocked(UUID userId, long version, UUID blockedUserId, Instant blockedAt) implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return blockedAt;
        }
    }

    /** The user took a block back. */
    @EventType("moderation.user-unblocked.v1")
    record UserUnblocked(UUID userId, long version, UUID unblockedUserId, Instant unblockedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return unblockedAt;
        }
    }
}
