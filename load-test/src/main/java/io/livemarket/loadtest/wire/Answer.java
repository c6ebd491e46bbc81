package io.livemarket.loadtest.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ack of a client event.
 *
 * @param code the error code; absent when {@code ok}
 * @param retryAfterMs milliseconds to wait before a retry, 0 when not given
 * @param message the decided message; absent when the answer has none
 * @param items the page of {@code message:history}, else empty
 * @param hasMore whether that page has a successor
 */
public record Answer(
        boolean ok,
        @Nullable String code,
        boolean retryable,
        long retryAfterMs,
        @Nullable MessageFields message,
        List<MessageFields> items,
        boolean hasMore) {

    /** The code of a refusal; {@code no_code} where the answer has none. */
    public String refusal() {
        return code == null ? "no_code" : code;
    }

    /** An answer whose code is {@code invalid_ack}: the server sent an ack that is not the protocol's. */
    static Answer unreadable() {
        return new Answer(false, "invalid_ack", false, 0, null, List.of(), false);
    }
}
