package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a message holds. */
public enum MessageType {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("file")
    FILE
}
