package io.livemarket.moderation.domain;

import org.jspecify.annotations.Nullable;

/**
 * The state of a rule that {@link RuleDecider} decides on.
 *
 * @param approved whether the rule is in force by the approval of a second moderator
 * @param pending the proposal that waits for approval, if there is one
 */
public record RuleState(boolean approved, @Nullable RuleProposal pending) {

    /** A rule that does not exist, or one without approval and proposal. */
    public static final RuleState PLAIN = new RuleState(false, null);
}
