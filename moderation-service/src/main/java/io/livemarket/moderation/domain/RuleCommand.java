package io.livemarket.moderation.domain;

import java.time.Instant;
import java.util.UUID;

/** A moderator's request about one rule on content. */
public sealed interface RuleCommand {

    UUID ruleId();

    UUID moderatorId();

    Instant requestedAt();

    /**
     * Creates or changes a rule, or switches it off or on.
     *
     * @param reach the messages of the last day in which the rule is found; {@link RuleReach#NONE} for a rule that is
     *     switched off
     */
    record DefineRule(
            UUID ruleId, RuleText rule, boolean enabled, UUID moderatorId, RuleReach reach, Instant requestedAt)
            implements RuleCommand {}

    /** Approves the proposal with this version. */
    record ApproveRule(UUID ruleId, long version, UUID moderatorId, Instant requestedAt) implements RuleCommand {}

    /** Withdraws the moderator's own proposal. */
    record WithdrawRule(UUID ruleId, UUID moderatorId, Instant requestedAt) implements RuleCommand {}
}
