package io.livemarket.chat.projection;

import java.util.UUID;

/**
 * One participant's place in a chat's read model.
 *
 * @param deliveredUpTo as in {@link io.livemarket.chat.domain.Participant}
 * @param readUpTo      likewise
 * @param ownUnread     how many of the messages after {@code readUpTo} are their own
 * @param hidden        whether the chat is off their list
 */
record Reader(UUID userId, long deliveredUpTo, long readUpTo, long ownUnread, boolean hidden) {

    Reader afterMessage(UUID senderId, long seq) {
        if (!userId.equals(senderId)) {
            return new Reader(userId, deliveredUpTo, readUpTo, ownUnread, false);
        }
        boolean allRead = readUpTo == seq - 1;
        return new Reader(userId, deliveredUpTo == seq - 1 ? seq : deliveredUpTo, allRead ? seq : readUpTo,
                allRead ? 0 : ownUnread + 1, false);
    }

    Reader delivered(long upToSeq) {
        return new Reader(userId, Math.max(deliveredUpTo, upToSeq), readUpTo, ownUnread, hidden);
    }

    Reader read(long upToSeq, long ownAfter) {
        return new Reader(userId, Math.max(deliveredUpTo, upToSeq), upToSeq, ownAfter, hidden);
    }

    Reader hide() {
        return new Reader(userId, deliveredUpTo, readUpTo, ownUnread, true);
    }

    /** Others' messages that they have not read. */
    long unread(long seq) {
        return seq - readUpTo - ownUnread;
    }
}
