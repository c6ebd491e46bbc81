package io.livemarket.events.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The change of a connection; {@link #RECONNECT} is a device that connects again soon after it disconnected. */
public enum ConnectionType {
    @JsonProperty("connect")
    CONNECT,
    @JsonProperty("disconnect")
    DISCONNECT,
    @JsonProperty("reconnect")
    RECONNECT
}
