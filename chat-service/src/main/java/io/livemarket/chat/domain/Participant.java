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
 * @param role the user's role in a private chat with a subject or with a person of support, and of a person of support
 *     in a group; absent in any other chat, and in states of versions before roles
 * @param arrangement the user's arrangement of the chat; absent for {@link Arrangement#NONE}
 * @param lastSent the {@code seq} of the user's newest message in a group, and in a private chat among its first
 *     messages ({@link Unasked}); absent before the first one, and in a stored state of an earlier version
 * @param joinedAfter the {@code seq} of the group's newest message when the user joined; absent for a participant of
 *     the opening
 */
public record Participant(
        UUID userId,
        long deliveredUpTo,
        long readUpTo,
        boolean hidden,
        @Nullable ChatRole role,
        @Nullable Arrangement arrangement,
        @Nullable Long lastSent,
        @Nullable Long joinedAfter) {

    /** A participant without a role who never arranged the chat. */
    public Participant(UUID userId, long deliveredUpTo, long readUpTo, boolean hidden) {
        this(userId, deliveredUpTo, readUpTo, hidden, null, null, null, null);
    }

    static Participant of(UUID userId, @Nullable ChatRole role) {
        return new Participant(userId, 0, 0, false, role, null, null, null);
    }

    /** A user who joins a group: the messages so far count as read, whether the user may see them or not. */
    static Participant joined(UUID userId, long seq) {
        return new Participant(userId, seq, seq, false, null, null, null, seq);
    }

    /** Whether the user has read a message that was sent while the user was in the chat. */
    boolean hasRead(long seq) {
        return readUpTo >= seq && (joinedAfter == null || joinedAfter < seq);
    }

    /** The user's arrangement of the chat. */
    Arrangement arranged() {
        return arrangement == null ? Arrangement.NONE : arrangement;
    }

    Participant arrange(Arrangement next) {
        return new Participant(
                userId,
                deliveredUpTo,
                readUpTo,
                hidden,
                role,
                next.equals(Arrangement.NONE) ? null : next,
                lastSent,
                joinedAfter);
    }

    /**
     * The participant after a new message. The message counts as delivered to its sender, and as read by its sender
     * unless an earlier message is unread.
     */
    Participant afterMessage(UUID senderId, long seq) {
        if (!userId.equals(senderId)) {
            return hidden ? with(deliveredUpTo, readUpTo, false) : this;
        }
        return with(next(deliveredUpTo, seq), next(readUpTo, seq), false);
    }

    Participant delivered(long upToSeq) {
        return with(Math.max(deliveredUpTo, upToSeq), readUpTo, hidden);
    }

    Participant read(long upToSeq) {
        return with(Math.max(deliveredUpTo, upToSeq), Math.max(readUpTo, upToSeq), hidden);
    }

    Participant hide() {
        return with(deliveredUpTo, readUpTo, true);
    }

    /** The sender of a message, after that message. */
    Participant sent(long seq) {
        return new Participant(userId, deliveredUpTo, readUpTo, hidden, role, arrangement, seq, joinedAfter);
    }

    private Participant with(long newDeliveredUpTo, long newReadUpTo, boolean newHidden) {
        return new Participant(
                userId, newDeliveredUpTo, newReadUpTo, newHidden, role, arrangement, lastSent, joinedAfter);
    }

    private static long next(long watermark, long seq) {
        return watermark == seq - 1 ? seq : watermark;
    }
}
