package io.livemarket.events.presence;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts about one user's being there, in order; presence-service writes them. The user id is the partition key. */
public sealed interface PresenceEvent extends DomainEvent {

    UUID userId();

    /** Counts this user's events from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /** The first of the user's devices is connected. */
    @EventType("presence.user-came-online.v1")
    record UserCameOnline(UUID userId, long version, Instant at) implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * No device of the user is connected any more, and none came back in time; {@code lastSeenAt} is when the last one
     * left.
     */
    @EventType("presence.user-went-offline.v1")
    record UserWentOffline(UUID userId, long version, Instant lastSeenAt, Instant at) implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * The user deleted the account: when the user was last seen, and the connections until now, are to be forgotten.
     */
    @EventType("presence.user-forgotten.v1")
    record UserForgotten(UUID userId, long version, Instant at) implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * A device connected, left, or came back soon after it left; a connection's own log, for the user alone.
     *
     * @param device in events of earlier versions; in those of this one it is in {@link DeviceFact}
     */
    @EventType("presence.connection-logged.v1")
    record ConnectionLogged(
            UUID id,
            UUID userId,
            long version,
            ConnectionType type,
            @Nullable String reason,
            @Nullable String device,
            String sessionId,
            Instant timestamp)
            implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return timestamp;
        }

        /** This event as it is published. */
        public ConnectionLogged withoutDevice() {
            return new ConnectionLogged(id, userId, version, type, reason, null, sessionId, timestamp);
        }
    }
}
