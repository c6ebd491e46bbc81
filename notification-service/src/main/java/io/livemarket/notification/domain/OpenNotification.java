package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A notification that its user has not cleared.
 *
 * @param at the time of the latest change
 * @param read whether the user has read the chat since then
 */
public record OpenNotification(UUID id, String kind, Instant raisedAt, Instant at, boolean read) {

    OpenNotification at(Instant now) {
        return new OpenNotification(id, kind, raisedAt, now, false);
    }

    OpenNotification asRead() {
        return new OpenNotification(id, kind, raisedAt, at, true);
    }
}
