package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Two people, or a named group. */
public enum ChatType {
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("group")
    GROUP
}
