package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The role of a participant in one chat. */
public enum ChatRole {
    @JsonProperty("buyer")
    BUYER,
    @JsonProperty("seller")
    SELLER,
    /** A person of the marketplace, who helps the others. */
    @JsonProperty("support")
    SUPPORT,
    /** A member of a group, or a participant of a chat in which there is nothing to sell. */
    @JsonProperty("member")
    MEMBER
}
