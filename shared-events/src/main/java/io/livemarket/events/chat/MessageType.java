package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of content of a message. */
public enum MessageType {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("file")
    FILE
}
