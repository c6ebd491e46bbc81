package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatRole;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a chat with both watermarks; a watermark never falls.
 *
 * @param deliveredUpTo a device of the user has every message up to this {@code seq}, the user's own included; never
 *     below {@code readUpTo}
 * @param readUpTo the user has read every message up to this {@code seq}
 * @param hidden whether the user removed the chat from the list of chats, until its next message
 * @param role the user's role in a chat with a subject; absent in any other chat, and in states of versions before
 *     roles
 * @param arrangement the user's arrangement of the chat; absent for {@link Arrangement#NONE}
 */
public record Participant(
        UUID userId,
        long deliveredUpTo,
        long readUpTo,
        boolean hidden,
        @Nullable ChatRole role,
        @Nullable Arrangement arrangement) {

    /** A participant without a role who never arranged the chat. */
    public Participant(UUID userId, long deliveredUpTo, long readUpTo, boolean hidden) {
        this(userId, deliveredUpTo, readUpTo, hidden, null, null);
    }

    static Participant of(UUID userId, @Nullable ChatRole role) {
        return new Participant(userId, 0, 0, false, role, null);
    }

    /** The user's arrangement of the chat. */
    Arrangement arranged() {
        return arrangement == null ? Arrangement.NONE : arrangement;
    }

    Participant arrange(Arrangement next) {
        return new Participant(
                userId, deliveredUpTo, readUpTo, hidden, role, next.equals(Arrangement.NONE) ? null : next);
    }

    /**
     * The participant after a new message. The message counts as delivered to its sender, and as read by its sender
     * unless an earlier message is unread.
     */
    Participant afterMessage(UUID senderId, long seq) {
        if (!userId.equals(senderId)) {
            return hidden ? new Participant(userId, deliveredUpTo, readUpTo, false, role, arrangement) : this;
        }
        return new Participant(userId, next(deliveredUpTo, seq), next(readUpTo, seq), false, role, arrangement);
    }

    Participant delivered(long upToSeq) {
        return new Participant(userId, Math.max(deliveredUpTo, upToSeq), readUpTo, hidden, role, arrangement);
    }

    Participant read(long upToSeq) {
        return new Participant(
                userId, Math.max(deliveredUpTo, upToSeq), Math.max(readUpTo, upToSeq), hidden, role, arrangement);
    }

    Participant hide() {
        return new Participant(userId, deliveredUpTo, readUpTo, true, role, arrangement);
    }

    private static long next(long watermark, long seq) {
        return watermark == seq - 1 ? seq : watermark;
    }
}
