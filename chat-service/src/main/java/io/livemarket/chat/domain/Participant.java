package io.livemarket.chat.domain;

import java.util.UUID;

/**
 * A participant of a chat with both watermarks; a watermark never falls.
 *
 * @param deliveredUpTo a device of the user has every message up to this {@code seq}, the user's own included; never
 *     below {@code readUpTo}
 * @param readUpTo the user has read every message up to this {@code seq}
 * @param hidden whether the user removed the chat from the list of chats, until its next message
 */
public record Participant(UUID userId, long deliveredUpTo, long readUpTo, boolean hidden) {

    static Participant of(UUID userId) {
        return new Participant(userId, 0, 0, false);
    }

    /**
     * The participant after a new message. The message counts as delivered to its sender, and as read by its sender
     * unless an earlier message is unread.
     */
    Participant afterMessage(UUID senderId, long seq) {
        if (!userId.equals(senderId)) {
            return hidden ? new Participant(userId, deliveredUpTo, readUpTo, false) : this;
        }
        return new Participant(userId, next(deliveredUpTo, seq), next(readUpTo, seq), false);
    }

    Participant delivered(long upToSeq) {
        return new Participant(userId, Math.max(deliveredUpTo, upToSeq), readUpTo, hidden);
    }

    Participant read(long upToSeq) {
        return new Participant(userId, Math.max(deliveredUpTo, upToSeq), Math.max(readUpTo, upToSeq), hidden);
    }

    Participant hide() {
        return new Participant(userId, deliveredUpTo, readUpTo, true);
    }

    private static long next(long watermark, long seq) {
        return watermark == seq - 1 ? seq : watermark;
    }
}
