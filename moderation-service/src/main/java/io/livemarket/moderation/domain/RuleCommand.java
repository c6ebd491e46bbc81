package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.RuleAction;
import java.time.Instant;
import java.util.UUID;

/** A moderator's request about one rule on content. */
public sealed interface RuleCommand {

    UUID ruleId();

    UUID moderatorId();

    Instant requestedAt();

    /**
     * Makes a rule, changes it, or switches it off or on.
     *
     * @param reach the number of messages of the last day in which it was found; {@link RuleReach#NONE} for a rule that
     *     is switched off
     */
    record DefineRule(
            UUID ruleId,
            String category,
            int severity,
            RuleAction action,
            String text,
            boolean enabled,
            UUID moderatorId,
            RuleReach reach,
            Instant requestedAt)
            implements RuleCommand {}

    /** Approves the proposal of that version. */
    record ApproveRule(UUID ruleId, long version, UUID moderatorId, Instant requestedAt) implements RuleCommand {}

    /** Takes one's own proposal back. */
    record WithdrawRule(UUID ruleId, UUID moderatorId, Instant requestedAt) implements RuleCommand {}
}
