package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ParticipantRole;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant in a chat's read model: watermarks, and the count from which the number of unread messages follows.
 *
 * @param deliveredUpTo a device of the user has every message up to this {@code seq}, the user's own included; never
 *     below {@code readUpTo}
 * @param readUpTo the user has read every message up to this {@code seq}
 * @param uncounted the number of messages after {@code readUpTo} that do not count as unread: the user's own, withheld
 *     and deleted ones
 * @param hidden whether the user removed the chat from the list of chats
 * @param newestWithheld whether the chat's newest message is withheld from the user
 * @param shownTo the watermarks that are shown to each participant who blocks this user: those at the time of the
 *     block's first effect (decision 016)
 * @param membership the participant's role, arrangement of the chat, and response times
 */
record Reader(
        UUID userId,
        long deliveredUpTo,
        long readUpTo,
        long uncounted,
        boolean hidden,
        boolean newestWithheld,
        Map<UUID, Watermarks> shownTo,
        Membership membership) {

    /** The watermarks of a participant. */
    record Watermarks(long deliveredUpTo, long readUpTo) {}

    /** A participant without a block in either direction. */
    Reader(UUID userId, long deliveredUpTo, long readUpTo, long uncounted, boolean hidden) {
        this(userId, deliveredUpTo, readUpTo, uncounted, hidden, false, Map.of(), Membership.NONE);
    }

    /** A participant of a chat that was just opened with these roles, if it has some. */
    static Reader of(UUID userId, @Nullable List<ParticipantRole> roles) {
        ChatRole role = null;
        for (ParticipantRole each : roles == null ? List.<ParticipantRole>of() : roles) {
            role = each.userId().equals(userId) ? each.role() : role;
        }
        return new Reader(userId, 0, 0, 0, false, false, Map.of(), Membership.of(role));
    }

    /** The role that the chat was opened with; absent for none. */
    @Nullable
    ChatRole role() {
        return membership.role();
    }

    Reader afterMessage(UUID senderId, long seq, boolean withheld) {
        if (withheld) {
            return new Reader(userId, deliveredUpTo, readUpTo, uncounted + 1, hidden, true, shownTo, membership);
        }
        if (!userId.equals(senderId)) {
            return new Reader(userId, deliveredUpTo, readUpTo, uncounted, false, false, shownTo, membership);
        }
        boolean allRead = readUpTo == seq - 1;
        return new Reader(
                userId,
                deliveredUpTo == seq - 1 ? seq : deliveredUpTo,
                allRead ? seq : readUpTo,
                allRead ? 0 : uncounted + 1,
                false,
                false,
                shownTo,
                membership);
    }

    /**
     * The participant after a deletion: a message of another user that this user had not read no longer counts as
     * unread.
     */
    Reader afterDeletion(UUID senderId, long seq) {
        return userId.equals(senderId) || seq <= readUpTo
                ? this
                : new Reader(
                        userId, deliveredUpTo, readUpTo, uncounted + 1, hidden, newestWithheld, shownTo, membership);
    }

    Reader delivered(long upToSeq) {
        return new Reader(
                userId,
                Math.max(deliveredUpTo, upToSeq),
                readUpTo,
                uncounted,
                hidden,
                newestWithheld,
                shownTo,
                membership);
    }

    Reader read(long upToSeq, long uncountedAfter) {
        return new Reader(
                userId,
                Math.max(deliveredUpTo, upToSeq),
                upToSeq,
                uncountedAfter,
                hidden,
                newestWithheld,
                shownTo,
                membership);
    }

    Reader hide() {
        return new Reader(userId, deliveredUpTo, readUpTo, uncounted, true, newestWithheld, shownTo, membership);
    }

    Reader arranged(ChatArranged event) {
        return new Reader(
                userId, deliveredUpTo, readUpTo, uncounted, hidden, newestWithheld, shownTo, membership.after(event));
    }

    Reader with(ResponseTimes newResponses) {
        return newResponses == membership.responses()
                ? this
                : new Reader(
                        userId,
                        deliveredUpTo,
                        readUpTo,
                        uncounted,
                        hidden,
                        newestWithheld,
                        shownTo,
                        membership.with(newResponses));
    }

    Reader newestWithheld(boolean withheld) {
        return new Reader(userId, deliveredUpTo, readUpTo, uncounted, hidden, withheld, shownTo, membership);
    }

    /**
     * The participant before an event of this user is applied: the users that do not get the event keep seeing the
     * present watermarks; all other users see the new ones.
     */
    Reader withholding(Collection<UUID> from) {
        if (from.isEmpty() && shownTo.isEmpty()) {
            return this;
        }
        Map<UUID, Watermarks> kept = new HashMap<>(shownTo);
        kept.keySet().retainAll(from);
        from.forEach(other -> kept.putIfAbsent(other, new Watermarks(deliveredUpTo, readUpTo)));
        return new Reader(
                userId, deliveredUpTo, readUpTo, uncounted, hidden, newestWithheld, Map.copyOf(kept), membership);
    }

    /** The watermarks that the viewer may see. */
    Watermarks watermarks(UUID viewer) {
        return shownTo.getOrDefault(viewer, new Watermarks(deliveredUpTo, readUpTo));
    }

    /**
     * The number of unread messages: those of other users after {@code readUpTo}, without withheld and deleted ones.
     */
    long unread(long seq) {
        return seq - readUpTo - uncounted;
    }
}
