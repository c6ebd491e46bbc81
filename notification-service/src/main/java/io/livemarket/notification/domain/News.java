package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What is new in a chat and waits to be told.
 *
 * @param at when it is to be told; null when nothing is new
 * @param audible whether any of it is to be told; otherwise it is only counted
 * @param actorId whose message, or invitation, was the last to be told of; stays when it was told. Null when the newest
 *     message of a group was deleted: the senders of those before it are not kept
 * @param kind of the notification that it would raise, or null
 */
record News(Instant at, boolean audible, UUID actorId, String kind) {

    static final News NONE = new News(null, false, null, null);

    /** There is something to count, if it was not so already. */
    News orAt(Instant when) {
        return at == null ? new News(when, audible, actorId, kind) : this;
    }

    News heard(UUID actor, String newKind) {
        return new News(at, true, actor, newKind);
    }

    /** What is new when the message that it was from is deleted. */
    News withoutActor() {
        return new News(at, audible, null, kind);
    }

    /** For an inbox whose new messages are all deleted: the others are counted without a notification. */
    News countedOnly() {
        return new News(at, false, actorId, null);
    }

    News told() {
        return new News(null, false, actorId, null);
    }
}
