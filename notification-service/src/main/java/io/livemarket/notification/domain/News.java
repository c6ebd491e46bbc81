package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What is new in a chat and waits to be told.
 *
 * @param at      when it is to be told; null when nothing is new
 * @param audible whether any of it is to be told; otherwise it is only counted
 * @param actorId whose message, or invitation, was the last to be told of; stays when it was told
 * @param kind    of the notification that it would raise, or null
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

    News told() {
        return new News(null, false, actorId, null);
    }
}
