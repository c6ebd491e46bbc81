package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The subject of a report. */
public enum ReportCategory {
    @JsonProperty("spam")
    SPAM,
    @JsonProperty("insult")
    INSULT,
    @JsonProperty("harassment")
    HARASSMENT,
    @JsonProperty("fraud")
    FRAUD,
    @JsonProperty("off_platform")
    OFF_PLATFORM,
    @JsonProperty("illegal")
    ILLEGAL,
    @JsonProperty("other")
    OTHER
}
