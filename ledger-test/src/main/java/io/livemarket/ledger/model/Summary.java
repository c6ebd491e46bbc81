package io.livemarket.ledger.model;

import java.util.Map;
import java.util.UUID;

/**
 * A chat in one user's {@code GET /chats}.
 *
 * @param lastMessageId null when there is none
 */
public record Summary(
        UUID userId,
        UUID chatId,
        long seq,
        long version,
        long unread,
        UUID lastMessageId,
        Map<UUID, Watermarks> receipts) {

    /** How far a participant's devices have, and the participant has read, the chat. */
    public record Watermarks(long deliveredUpTo, long readUpTo) {}
}
