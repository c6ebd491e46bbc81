package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of a chat: two participants, or a named group. */
public enum ChatType {
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("group")
    GROUP
}
