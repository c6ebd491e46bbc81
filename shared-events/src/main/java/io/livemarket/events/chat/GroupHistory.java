package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The messages that a member sees who joins a group later. It is chosen when the group is opened. */
public enum GroupHistory {
    /** The messages from the joining on. */
    @JsonProperty("joining")
    JOINING,
    /** All messages of the group. */
    @JsonProperty("all")
    ALL
}
