package io.livemarket.events.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an offer. Only an open offer changes, but for an accepted one, which may become void. */
public enum OfferState {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("declined")
    DECLINED,
    @JsonProperty("withdrawn")
    WITHDRAWN,
    @JsonProperty("countered")
    COUNTERED,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("voided")
    VOIDED
}
