package io.livemarket.chat.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One participant's place in a chat's read model.
 *
 * @param deliveredUpTo as in {@link io.livemarket.chat.domain.Participant}
 * @param readUpTo likewise
 * @param uncounted how many of the messages after {@code readUpTo} are no unread ones: their own, withheld and deleted
 *     ones
 * @param hidden whether the chat is off their list
 * @param newestWithheld whether the chat's newest message is withheld from them
 * @param shownTo to whom their watermarks are shown as they were once: those who block them, see decision 016
 */
record Reader(
        UUID userId,
        long deliveredUpTo,
        long readUpTo,
        long uncounted,
        boolean hidden,
        boolean newestWithheld,
        Map<UUID, Watermarks> shownTo) {

    /** How far somebody got. */
    record Watermarks(long deliveredUpTo, long readUpTo) {}

    /** Somebody whom nobody blocks and who blocks nobody. */
    Reader(UUID userId, long deliveredUpTo, long readUpTo, long uncounted, boolean hidden) {
        this(userId, deliveredUpTo, readUpTo, uncounted, hidden, false, Map.of());
    }

    Reader afterMessage(UUID senderId, long seq, boolean withheld) {
        if (withheld) {
            return new Reader(userId, deliveredUpTo, readUpTo, uncounted + 1, hidden, true, shownTo);
        }
        if (!userId.equals(senderId)) {
            return new Reader(userId, deliveredUpTo, readUpTo, uncounted, false, false, shownTo);
        }
        boolean allRead = readUpTo == seq - 1;
        return new Reader(
                userId,
                deliveredUpTo == seq - 1 ? seq : deliveredUpTo,
                allRead ? seq : readUpTo,
                allRead ? 0 : uncounted + 1,
                false,
                false,
                shownTo);
    }

    /** A message of another that was deleted before this person read it is no unread one any more. */
    Reader afterDeletion(UUID senderId, long seq) {
        return userId.equals(senderId) || seq <= readUpTo
                ? this
                : new Reader(userId, deliveredUpTo, readUpTo, uncounted + 1, hidden, newestWithheld, shownTo);
    }

    Reader delivered(long upToSeq) {
        return new Reader(
                userId, Math.max(deliveredUpTo, upToSeq), readUpTo, uncounted, hidden, newestWithheld, shownTo);
    }

    Reader read(long upToSeq, long uncountedAfter) {
        return new Reader(
                userId, Math.max(deliveredUpTo, upToSeq), upToSeq, uncountedAfter, hidden, newestWithheld, shownTo);
    }

    Reader hide() {
        return new Reader(userId, deliveredUpTo, readUpTo, uncounted, true, newestWithheld, shownTo);
    }

    Reader newestWithheld(boolean withheld) {
        return new Reader(userId, deliveredUpTo, readUpTo, uncounted, hidden, withheld, shownTo);
    }

    /**
     * Before what this person does is applied: those from whom it is withheld go on seeing the watermarks as they are.
     */
    Reader withholding(Collection<UUID> from) {
        if (from.isEmpty() && shownTo.isEmpty()) {
            return this;
        }
        Map<UUID, Watermarks> kept = new HashMap<>(shownTo);
        kept.keySet().retainAll(from);
        from.forEach(other -> kept.putIfAbsent(other, new Watermarks(deliveredUpTo, readUpTo)));
        return new Reader(userId, deliveredUpTo, readUpTo, uncounted, hidden, newestWithheld, Map.copyOf(kept));
    }

    /** How far they got, as far as that person may know. */
    Watermarks watermarks(UUID viewer) {
        return shownTo.getOrDefault(viewer, new Watermarks(deliveredUpTo, readUpTo));
    }

    /** Others' messages that they have not read, without those that were deleted. */
    long unread(long seq) {
        return seq - readUpTo - uncounted;
    }
}
