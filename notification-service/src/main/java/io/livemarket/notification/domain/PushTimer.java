package io.livemarket.notification.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The timer of a chat's push. A burst of messages is pushed once. The names of the components are stored JSON.
 *
 * @param at the moment of the push, unless a device confirms the messages before; absent when no push is due
 * @param seq the {@code seq} of the message that a device has to confirm to prevent the push
 * @param heardAt the time of the newest message that raises a notification; absent before the first
 * @param done whether the present burst was pushed already
 */
record PushTimer(@Nullable Instant at, long seq, @Nullable Instant heardAt, boolean done) {

    static final PushTimer NONE = new PushTimer(null, 0, null, false);

    /** The timer after a message that raises a notification; a new burst begins when the pause was long enough. */
    PushTimer received(Instant now, Timing timing) {
        boolean sameBurst = heardAt != null && now.isBefore(heardAt.plus(timing.burst()));
        return new PushTimer(at, seq, now, done && sameBurst);
    }

    PushTimer arm(Instant when, long newSeq) {
        return new PushTimer(when, newSeq, heardAt, false);
    }

    PushTimer cancel() {
        return new PushTimer(null, 0, heardAt, false);
    }

    PushTimer pushed() {
        return new PushTimer(null, 0, heardAt, true);
    }
}
