package io.livemarket.chat.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a chat with both watermarks; a watermark never falls.
 *
 * @param deliveredUpTo a device of the user has every message up to this {@code seq}, the user's own included; never
 *     below {@code readUpTo}
 * @param readUpTo the user has read every message up to this {@code seq}
 * @param hidden whether the user removed the chat from the list of chats, until its next message
 * @param lastSent the {@code seq} of the user's newest message in a group; absent in private chats, before the first
 *     message, and in a stored state of an earlier version
 */
public record Participant(
        UUID userId,
        long deliveredUpTo,
        long readUpTo,
        boolean hidden,
        @Nullable Long lastSent) {

    /** A participant of a private chat, or without a message in a group. */
    public Participant(UUID userId, long deliveredUpTo, long readUpTo, boolean hidden) {
        this(userId, deliveredUpTo, readUpTo, hidden, null);
    }

    static Participant of(UUID userId) {
        return new Participant(userId, 0, 0, false);
    }

    /**
     * The participant after a new message. The message counts as delivered to its sender, and as read by its sender
     * unless an earlier message is unread.
     */
    Participant afterMessage(UUID senderId, long seq) {
        if (!userId.equals(senderId)) {
            return hidden ? new Participant(userId, deliveredUpTo, readUpTo, false, lastSent) : this;
        }
        return new Participant(userId, next(deliveredUpTo, seq), next(readUpTo, seq), false, lastSent);
    }

    Participant delivered(long upToSeq) {
        return new Participant(userId, Math.max(deliveredUpTo, upToSeq), readUpTo, hidden, lastSent);
    }

    Participant read(long upToSeq) {
        return new Participant(userId, Math.max(deliveredUpTo, upToSeq), Math.max(readUpTo, upToSeq), hidden, lastSent);
    }

    Participant hide() {
        return new Participant(userId, deliveredUpTo, readUpTo, true, lastSent);
    }

    /** The sender of a message in a group, after that message. */
    Participant sent(long seq) {
        return new Participant(userId, deliveredUpTo, readUpTo, hidden, seq);
    }

    private static long next(long watermark, long seq) {
        return watermark == seq - 1 ? seq : watermark;
    }
}
