package io.livemarket.events.presence;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts about one user's presence, in order; presence-service publishes them. The user id is the partition key. */
public sealed interface PresenceEvent extends DomainEvent {

    UUID userId();

    /** The number of the event among the user's events, from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /** The first of the user's devices connected. */
    @EventType("presence.user-came-online.v1")
    record UserCameOnline(UUID userId, long version, Instant at) implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * No device of the user is connected any more, and none connected again in time; {@code lastSeenAt} is the time at
     * which the last one disconnected.
     */
    @EventType("presence.user-went-offline.v1")
    record UserWentOffline(UUID userId, long version, Instant lastSeenAt, Instant at) implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * The user deleted the account: the time at which the user was last seen, and all earlier connections, are to be
     * deleted.
     */
    @EventType("presence.user-forgotten.v1")
    record UserForgotten(UUID userId, long version, Instant at) implements PresenceEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * A device connected, disconnected, or connected again soon after it disconnected; an entry of the connection log,
     * which the user alone may read.
     *
     * @param device in events of earlier versions alone; later versions have it in {@link DeviceFact}
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

        /** This event in the form that is published. */
        public ConnectionLogged withoutDevice() {
            return new ConnectionLogged(id, userId, version, type, reason, null, sessionId, timestamp);
        }
    }
}
