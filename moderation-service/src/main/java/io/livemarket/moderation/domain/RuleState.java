package io.livemarket.moderation.domain;

/**
 * A rule as deciding needs it.
 *
 * @param approved whether it is in force by the approval of a second moderator
 * @param pending the proposal that waits for approval, or null
 */
public record RuleState(boolean approved, RuleProposal pending) {

    /** A rule that is not there, or one with nothing particular. */
    public static final RuleState PLAIN = new RuleState(false, null);
}
