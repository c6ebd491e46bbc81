package io.livemarket.moderation.domain;

/**
 * The limits beyond which a rule needs a second moderator.
 *
 * @param share of the messages: a rule that is found in more of them is broad; 0–1
 * @param least messages in which a broad rule is found at least
 */
public record BroadRules(double share, long least) {

    /** Whether a rule of that reach is broad. */
    boolean include(RuleReach reach) {
        return reach.hits() >= least && reach.hits() > share * reach.messages();
    }
}
