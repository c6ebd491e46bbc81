package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The outcome of a report. */
public enum ReportOutcome {
    /** The reported person broke a rule. */
    @JsonProperty("upheld")
    UPHELD,
    /** The reported person broke no rule. */
    @JsonProperty("dismissed")
    DISMISSED
}
