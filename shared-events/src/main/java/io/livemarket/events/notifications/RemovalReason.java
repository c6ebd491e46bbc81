package io.livemarket.events.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a device is pushed to no more. */
public enum RemovalReason {
    /** Its user said so. */
    @JsonProperty("asked")
    ASKED,
    /** Its push service answered that there is no such subscription any more (404 or 410). */
    @JsonProperty("gone")
    GONE
}
