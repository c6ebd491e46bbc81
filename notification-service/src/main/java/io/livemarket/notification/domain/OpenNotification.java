package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A notification that its user has not cleared.
 *
 * @param at when it changed last
 * @param read whether the chat was read since
 */
public record OpenNotification(UUID id, String kind, Instant raisedAt, Instant at, boolean read) {

    OpenNotification at(Instant now) {
        return new OpenNotification(id, kind, raisedAt, now, false);
    }

    OpenNotification asRead() {
        return new OpenNotification(id, kind, raisedAt, at, true);
    }
}
