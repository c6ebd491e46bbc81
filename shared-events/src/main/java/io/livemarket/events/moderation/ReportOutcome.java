package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a report ended. */
public enum ReportOutcome {
    /** The reported person broke a rule. */
    @JsonProperty("upheld")
    UPHELD,
    /** Nothing to object to. */
    @JsonProperty("dismissed")
    DISMISSED
}
