package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What gateways say of their sockets, per user in order; the user id is the partition key. A session is named once and
 * for all by its id, so that a repeated fact changes nothing.
 */
public sealed interface SessionFact {

    /** At most so many characters of a device's name. */
    int MAX_DEVICE = 200;

    UUID userId();

    String sessionId();

    /** The start of a gateway: another after each restart. */
    String gatewayId();

    /** A device is connected; said again when the gateway learns that others took the session for lost. */
    @EventType("presence.session-opened.v1")
    record SessionOpened(
            UUID userId, String sessionId, String gatewayId, @Nullable String device, String transport, Instant openedAt)
            implements SessionFact {}

    /** A device is gone, and why. */
    @EventType("presence.session-closed.v1")
    record SessionClosed(UUID userId, String sessionId, String gatewayId, String reason, Instant closedAt)
            implements SessionFact {}
}
