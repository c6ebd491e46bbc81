package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The reason for which an accepted offer is void. */
public enum VoidReason {
    /** The product was not available any more when the offer was to reserve it. */
    @JsonProperty("reserved_elsewhere")
    RESERVED_ELSEWHERE
}
