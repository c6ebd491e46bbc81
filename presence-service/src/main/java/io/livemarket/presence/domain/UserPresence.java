package io.livemarket.presence.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The presence of one user: the fold of the triggers about the user.
 *
 * @param version the version of the user's last event, 0 before the first
 * @param online the status in the last published event
 * @param lastSeenAt the latest moment at which a device connected or disconnected; absent before the first
 * @param offlineAt the end of the debounce, at which the user goes offline unless a device connects; absent while no
 *     debounce runs
 * @param sessions the sessions of connected devices
 * @param departures the devices that disconnected less than the debounce ago
 * @param left true once the user deleted the account, after which no session counts; absent otherwise
 */
public record UserPresence(
        UUID userId,
        long version,
        boolean online,
        @Nullable Instant lastSeenAt,
        @Nullable Instant offlineAt,
        List<Session> sessions,
        List<Departure> departures,
        @Nullable Boolean left) {

    /** The presence of a user whose account is not deleted. */
    public UserPresence(
            UUID userId,
            long version,
            boolean online,
            @Nullable Instant lastSeenAt,
            @Nullable Instant offlineAt,
            List<Session> sessions,
            List<Departure> departures) {
        this(userId, version, online, lastSeenAt, offlineAt, sessions, departures, null);
    }

    /**
     * The session of a connected device.
     *
     * @param device the device's description; absent where the client names none
     */
    public record Session(
            String id, String gatewayId, @Nullable String device) {}

    /** A device that disconnected; its connection before {@code until} is a reconnect. */
    public record Departure(@Nullable String device, Instant until) {}

    public UserPresence {
        sessions = List.copyOf(sessions);
        departures = List.copyOf(departures);
    }

    /** The presence of a user who never connected. */
    public static UserPresence unknown(UUID userId) {
        return new UserPresence(userId, 0, false, null, null, List.of(), List.of());
    }

    /** Whether the user deleted the account. */
    public boolean hasLeft() {
        return Boolean.TRUE.equals(left);
    }

    /** The session with this id, while its device is connected. */
    public Optional<Session> session(String id) {
        return sessions.stream().filter(session -> session.id().equals(id)).findFirst();
    }
}
