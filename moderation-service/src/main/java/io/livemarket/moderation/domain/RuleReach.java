package io.livemarket.moderation.domain;

/**
 * The reach of a rule: the messages of the last day in which it was found.
 *
 * @param messages the messages that were checked
 * @param hits the checked messages in which the rule was found
 */
public record RuleReach(long messages, long hits) {

    /** The reach of a rule that is switched off. */
    public static final RuleReach NONE = new RuleReach(0, 0);
}
