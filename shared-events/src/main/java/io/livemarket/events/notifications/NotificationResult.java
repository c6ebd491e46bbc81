package io.livemarket.events.notifications;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/**
 * The outcome of a command to a user's notifications, for the instance that sent it; the origin is the partition key.
 * Kept for minutes.
 */
public sealed interface NotificationResult {

    UUID commandId();

    UUID userId();

    /**
     * The command was accepted.
     *
     * @param version of the user's notifications after the command
     * @param changed the number of changes; 0 when the state held already
     */
    @EventType("notifications.command-accepted.v1")
    record CommandAccepted(UUID commandId, UUID userId, long version, long changed) implements NotificationResult {}

    /** The command was rejected, and changed nothing. */
    @EventType("notifications.command-refused.v1")
    record CommandRefused(UUID commandId, UUID userId, ErrorCode code) implements NotificationResult {}
}
