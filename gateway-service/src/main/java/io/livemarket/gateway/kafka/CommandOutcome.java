package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.errors.ErrorCode;

/** What became of a command of ours. */
public sealed interface CommandOutcome {

    /** It made this event, whose JSON is in the log. */
    record Happened(byte[] eventJson) implements CommandOutcome {}

    /** It was accepted and changed nothing: a repeat, or what already is. */
    record Unchanged(CommandAccepted result) implements CommandOutcome {}

    /** It was refused. @param category of the rule on content that it broke, or null */
    record Refused(ErrorCode code, String category) implements CommandOutcome {}
}
