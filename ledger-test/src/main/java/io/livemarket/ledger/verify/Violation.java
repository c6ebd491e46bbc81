package io.livemarket.ledger.verify;

/**
 * A guarantee that did not hold.
 *
 * @param detail names chat, message, reader and place; never content
 */
public record Violation(Kind kind, String detail) {

    /** The kinds of violations; each has a unit test that causes it. */
    public enum Kind {
        /** An acknowledged message is not in the log. */
        LOST,
        /** A message, idempotency key or event is in the log twice. */
        DOUBLED,
        /** A chat's {@code seq} or {@code version} has a gap or goes back in the log. */
        LOG_OUT_OF_ORDER,
        /** The log has an acknowledged message or change at another place than the answer gave. */
        MISPLACED,
        /** An acknowledged edit, deletion or read receipt is not in the log. */
        CHANGE_LOST,
        /** An attempt that was refused, or never arrived whole, was decided all the same. */
        REFUSED_BUT_DECIDED,
        /** The log has a message or change that no client asked for. */
        UNASKED,
        /** A user's sockets never got a message of another participant that is not deleted. */
        SOCKET_MISSED,
        /** A socket got an event twice, or a message again whose delivery was decided before. */
        SOCKET_DOUBLED,
        /** A socket got events of a chat in another order than the chat's. */
        SOCKET_OUT_OF_ORDER,
        /** A socket that had its {@code reconnect} did not get an event between two others, or before its end. */
        SOCKET_GAP,
        /** A socket got an event that the log does not have in this form. */
        SOCKET_WRONG,
        /** The history over REST differs from the fold of the log. */
        HISTORY_WRONG,
        /** A device's view at the end differs from the fold of the log. */
        VIEW_WRONG,
        /** An entry of {@code GET /chats} differs from the fold of the log. */
        SUMMARY_WRONG,
        /** The unread messages of {@code GET /notifications} differ from the fold of the log. */
        NOTIFICATIONS_WRONG,
        /** A device was not up to date within the bound after a fault. */
        LATE,
        /** Users waited longer than the run allows; see {@link WaitTable#beyond}. */
        SLOW,
        /** A part did not come back, or a read failed. */
        FAILED
    }

    @Override
    public String toString() {
        return kind + ": " + detail;
    }
}
