package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The outcome of a command of this instance. */
public sealed interface CommandOutcome {

    /** The command was accepted with this event; the JSON is that of the log. */
    record Happened(byte[] eventJson) implements CommandOutcome {}

    /** The command was accepted and changed nothing: it was a repeat, or the state was as requested. */
    record Unchanged(CommandAccepted result) implements CommandOutcome {}

    /**
     * The command was refused.
     *
     * @param category the category of the content rule that the message violates
     * @param retryAfterMs milliseconds after which the command may be accepted; absent where the time is not known
     */
    record Refused(
            ErrorCode code,
            @Nullable String category,
            @Nullable Long retryAfterMs) implements CommandOutcome {}
}
