package io.livemarket.presence.projection;

import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log of a user's connections: {@code ConnectionLog} of the protocol.
 *
 * @param reason the reason of a disconnect; absent for a connect
 * @param device the device's description; absent where it is not known
 */
public record ConnectionView(
        UUID id,
        UUID userId,
        ConnectionType type,
        @Nullable String reason,
        @Nullable String device,
        Instant timestamp) {

    /** This entry with a device. */
    ConnectionView from(@Nullable String known) {
        return new ConnectionView(id, userId, type, reason, known, timestamp);
    }

    static ConnectionView of(ConnectionLogged e) {
        return new ConnectionView(e.id(), e.userId(), e.type(), e.reason(), e.device(), e.timestamp());
    }
}
