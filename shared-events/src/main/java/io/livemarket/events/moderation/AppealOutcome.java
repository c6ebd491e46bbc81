package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The outcome of an appeal. */
public enum AppealOutcome {
    /** The decision was wrong; a suspension ends. */
    @JsonProperty("granted")
    GRANTED,
    /** The decision stands. */
    @JsonProperty("denied")
    DENIED
}
