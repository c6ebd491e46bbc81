package io.livemarket.events.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happened to a connection; {@link #RECONNECT} is a device that came back soon after it left. */
public enum ConnectionType {
    @JsonProperty("connect")
    CONNECT,
    @JsonProperty("disconnect")
    DISCONNECT,
    @JsonProperty("reconnect")
    RECONNECT
}
