package io.livemarket.moderation.domain;

/**
 * The number of messages of the last day in which a rule was found.
 *
 * @param messages messages that were looked at
 * @param hits those among them in which the rule was found
 */
public record RuleReach(long messages, long hits) {

    /** The reach of a rule that finds nothing, as one that is switched off. */
    public static final RuleReach NONE = new RuleReach(0, 0);
}
