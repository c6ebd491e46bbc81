package io.livemarket.rules;

/**
 * The action on a message with a hit, from the mildest to the strictest; of several hits the strictest action applies.
 */
public enum Action {
    /** The message is delivered and shown to the moderators. */
    FLAG,
    /** The message is delivered with masked words. */
    MASK,
    /** The message is rejected. */
    REJECT
}
