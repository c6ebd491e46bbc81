package io.livemarket.ledger.model;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat in one user's {@code GET /chats}.
 *
 * @param lastMessageId absent in a chat without messages
 */
public record Summary(
        UUID userId,
        UUID chatId,
        long seq,
        long version,
        long unread,
        @Nullable UUID lastMessageId,
        Map<UUID, Watermarks> receipts) {

    /** The watermarks of a participant: delivered to a device, and read. */
    public record Watermarks(long deliveredUpTo, long readUpTo) {}
}
