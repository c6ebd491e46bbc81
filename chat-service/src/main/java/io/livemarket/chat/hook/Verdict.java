package io.livemarket.chat.hook;

import io.livemarket.events.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the check of one message.
 *
 * @param refusal absent where the message may be sent
 * @param category the reason that the hook gave; absent without one
 */
public record Verdict(@Nullable ErrorCode refusal, @Nullable String category) {

    /** The message may be sent. */
    public static final Verdict ALLOWED = new Verdict(null, null);

    /** The hook gave no answer in time, and messages without an answer are refused. */
    public static final Verdict UNAVAILABLE = new Verdict(ErrorCode.UNAVAILABLE, null);

    /** The hook refuses the message. */
    public static Verdict refused(@Nullable String category) {
        return new Verdict(ErrorCode.CONTENT_REJECTED, category);
    }
}
