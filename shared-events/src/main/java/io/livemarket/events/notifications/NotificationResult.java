package io.livemarket.events.notifications;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/** What became of a command, for the instance that asked; the origin is the partition key. Kept for minutes. */
public sealed interface NotificationResult {

    UUID commandId();

    UUID userId();

    /**
     * The command was accepted.
     *
     * @param version of the user's notifications after it
     * @param changed how many things it changed; 0 when all was so already
     */
    @EventType("notifications.command-accepted.v1")
    record CommandAccepted(UUID commandId, UUID userId, long version, long changed) implements NotificationResult {}

    /** The command was refused, and changed nothing. */
    @EventType("notifications.command-refused.v1")
    record CommandRefused(UUID commandId, UUID userId, ErrorCode code) implements NotificationResult {}
}
