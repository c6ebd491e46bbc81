package io.livemarket.presence.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of one user's being there.
 *
 * @param version of the user's last event, 0 before the first
 * @param online as others were told
 * @param lastSeenAt the latest moment at which a device came or left, or null before the first
 * @param offlineAt when the user counts as gone unless a device comes back, or null while nothing is pending
 * @param sessions of connected devices
 * @param departures devices that left a moment ago
 * @param left true once the user deleted the account, after which no session counts; else null
 */
public record UserPresence(
        UUID userId,
        long version,
        boolean online,
        Instant lastSeenAt,
        Instant offlineAt,
        List<Session> sessions,
        List<Departure> departures,
        Boolean left) {

    /** Of an account that is there. */
    public UserPresence(
            UUID userId,
            long version,
            boolean online,
            Instant lastSeenAt,
            Instant offlineAt,
            List<Session> sessions,
            List<Departure> departures) {
        this(userId, version, online, lastSeenAt, offlineAt, sessions, departures, null);
    }

    /** A connected device. */
    public record Session(String id, String gatewayId, String device) {}

    /** A device that is back soon, if it is back before {@code until}. */
    public record Departure(String device, Instant until) {}

    public UserPresence {
        sessions = List.copyOf(sessions);
        departures = List.copyOf(departures);
    }

    /** Somebody who never connected. */
    public static UserPresence unknown(UUID userId) {
        return new UserPresence(userId, 0, false, null, null, List.of(), List.of());
    }

    /** Whether the user deleted the account. */
    public boolean hasLeft() {
        return Boolean.TRUE.equals(left);
    }

    /** The session of that id, while it is connected. */
    public Optional<Session> session(String id) {
        return sessions.stream().filter(session -> session.id().equals(id)).findFirst();
    }
}
