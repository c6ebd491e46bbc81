package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts of gateways about their sockets, per user in order; the user id is the partition key. A session id is never
 * used again, so that a repeated fact changes nothing.
 */
public sealed interface SessionFact {

    /** The most characters of a device's name. */
    int MAX_DEVICE = 200;

    UUID userId();

    String sessionId();

    /** The id of a run of a gateway; each start has a new one. */
    String gatewayId();

    /**
     * A device is connected; published again when the gateway learns that other instances took the session for lost.
     */
    @EventType("presence.session-opened.v1")
    record SessionOpened(
            UUID userId,
            String sessionId,
            String gatewayId,
            @Nullable String device,
            String transport,
            Instant openedAt)
            implements SessionFact {}

    /** A device disconnected, for this reason. */
    @EventType("presence.session-closed.v1")
    record SessionClosed(UUID userId, String sessionId, String gatewayId, String reason, Instant closedAt)
            implements SessionFact {}
}
