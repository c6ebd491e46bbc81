package io.livemarket.notification.domain;

import java.time.Instant;

/**
 * Whether a chat's messages are to be pushed.
 *
 * @param at when it will be pushed unless a device confirms; null when it will not
 * @param seq the message that has to be confirmed by then
 * @param heardAt when the newest message came that was to be told
 * @param done whether this burst was pushed already
 */
record Pushing(Instant at, long seq, Instant heardAt, boolean done) {

    static final Pushing NONE = new Pushing(null, 0, null, false);

    Pushing heard(Instant now, Timing timing) {
        boolean sameBurst = heardAt != null && now.isBefore(heardAt.plus(timing.burst()));
        return new Pushing(at, seq, now, done && sameBurst);
    }

    Pushing arm(Instant when, long newSeq) {
        return new Pushing(when, newSeq, heardAt, false);
    }

    Pushing cancel() {
        return new Pushing(null, 0, heardAt, false);
    }

    Pushing pushed() {
        return new Pushing(null, 0, heardAt, true);
    }
}
