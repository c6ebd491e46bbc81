package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.RuleEvent;

/** The outcome of a {@link RuleCommand}. */
public sealed interface RuleDecision {

    /** The event to publish. */
    record Accepted(RuleEvent event) implements RuleDecision {}

    /** The command is not allowed, and nothing changes. */
    record Rejected(ErrorCode reason) implements RuleDecision {}
}
