package io.livemarket.loadtest.wire;

import java.util.List;

/**
 * The ack of a client event.
 *
 * @param code the error code, {@code null} when {@code ok}
 * @param retryAfterMs milliseconds to wait before trying again, 0 when not given
 * @param message the message decided, {@code null} when the answer has none
 * @param items the page of {@code message:history}, else empty
 * @param hasMore whether that page has a successor
 */
public record Answer(
        boolean ok,
        String code,
        boolean retryable,
        long retryAfterMs,
        MessageFields message,
        List<MessageFields> items,
        boolean hasMore) {

    /** An answer whose code is {@code invalid_ack}: the server sent an ack that is not the protocol's. */
    static Answer unreadable() {
        return new Answer(false, "invalid_ack", false, 0, null, List.of(), false);
    }
}
