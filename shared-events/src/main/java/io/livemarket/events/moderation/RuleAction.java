package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done about a message in which a rule is found. */
public enum RuleAction {
    /** Delivered, and put before the moderators. */
    @JsonProperty("flag")
    FLAG,
    /** Delivered with the words made unreadable. */
    @JsonProperty("mask")
    MASK,
    /** Not accepted. */
    @JsonProperty("reject")
    REJECT
}
