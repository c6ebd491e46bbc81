package io.livemarket.moderation.domain;

/**
 * The limits beyond which a rule is broad and needs a second moderator.
 *
 * @param share the share of messages beyond which a rule is broad, 0–1
 * @param least the fewest messages in which a broad rule is found
 */
public record BroadRules(double share, long least) {

    /** Whether a rule of that reach is broad. */
    boolean include(RuleReach reach) {
        return reach.hits() >= least && reach.hits() > share * reach.messages();
    }
}
