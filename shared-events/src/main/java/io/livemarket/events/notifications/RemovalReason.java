package io.livemarket.events.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The reason for which a device gets no pushes any more. */
public enum RemovalReason {
    /** The user removed it. */
    @JsonProperty("asked")
    ASKED,
    /** The push service answered that the subscription does not exist any more (404 or 410). */
    @JsonProperty("gone")
    GONE
}
