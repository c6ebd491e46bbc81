package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a chat of which the user was not notified yet. They gather for a moment, so that a burst of messages
 * becomes one event. The names of the components are stored JSON.
 *
 * @param at the moment at which the changes are announced; absent when nothing changed
 * @param audible whether the changes raise a notification; otherwise they change the count alone
 * @param actorId the sender of the newest message, or the inviting user, that raises a notification; kept after the
 *     announcement. Absent when the newest message of a group was deleted: the senders of earlier messages are not kept
 * @param kind the kind of the notification that the changes raise; absent when they raise none
 */
record PendingNotification(
        @Nullable Instant at,
        boolean audible,
        @Nullable UUID actorId,
        @Nullable String kind) {

    static final PendingNotification NONE = new PendingNotification(null, false, null, null);

    /** These changes, announced at {@code when} unless a moment is set already. */
    PendingNotification orAt(Instant when) {
        return at == null ? new PendingNotification(when, audible, actorId, kind) : this;
    }

    /** These changes and a message, or an invitation, that raises a notification. */
    PendingNotification received(UUID actor, String newKind) {
        return new PendingNotification(at, true, actor, newKind);
    }

    /** These changes after the newest message was deleted, whose sender is named no more. */
    PendingNotification withoutActor() {
        return new PendingNotification(at, audible, null, kind);
    }

    /** These changes after all messages that raise a notification were deleted: the others are counted alone. */
    PendingNotification countedOnly() {
        return new PendingNotification(at, false, actorId, null);
    }

    /** No changes, after the announcement of these. */
    PendingNotification announced() {
        return new PendingNotification(null, false, actorId, null);
    }
}
