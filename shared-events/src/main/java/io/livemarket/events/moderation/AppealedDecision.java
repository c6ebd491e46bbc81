package io.livemarket.events.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A moderator's decision about a user, against which the user may appeal. */
public enum AppealedDecision {
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("suspension")
    SUSPENSION
}
