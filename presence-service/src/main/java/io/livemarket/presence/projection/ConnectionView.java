package io.livemarket.presence.projection;

import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import java.time.Instant;
import java.util.UUID;

/** An entry of a user's connections: {@code ConnectionLog} of the protocol. */
public record ConnectionView(
        UUID id, UUID userId, ConnectionType type, String reason, String device, Instant timestamp) {

    /** This entry with its device. */
    ConnectionView from(String known) {
        return new ConnectionView(id, userId, type, reason, known, timestamp);
    }

    static ConnectionView of(ConnectionLogged e) {
        return new ConnectionView(e.id(), e.userId(), e.type(), e.reason(), e.device(), e.timestamp());
    }
}
