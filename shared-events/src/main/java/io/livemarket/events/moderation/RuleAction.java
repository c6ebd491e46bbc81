package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The action on a message in which a rule is found. */
public enum RuleAction {
    /** The message is delivered, and shown to the moderators. */
    @JsonProperty("flag")
    FLAG,
    /** The message is delivered with the found words made unreadable. */
    @JsonProperty("mask")
    MASK,
    /** The message is rejected. */
    @JsonProperty("reject")
    REJECT
}
