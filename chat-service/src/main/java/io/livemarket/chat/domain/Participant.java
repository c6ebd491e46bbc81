package io.livemarket.chat.domain;

import java.util.UUID;

/**
 * One person in a chat.
 *
 * @param deliveredUpTo a device of theirs has every message up to this {@code seq}, their own included; never below
 *     {@code readUpTo}
 * @param readUpTo they read every message up to this {@code seq}
 * @param hidden whether the chat is off their list until its next message
 */
public record Participant(UUID userId, long deliveredUpTo, long readUpTo, boolean hidden) {

    static Participant of(UUID userId) {
        return new Participant(userId, 0, 0, false);
    }

    /** After a message took its place; its sender has it, and has read it unless something before it is unread. */
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
