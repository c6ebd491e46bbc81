package io.livemarket.socketio;

/** Why an event could not be read. */
public enum MalformedEvent {
    /** Its payload is not valid JSON, or is nested too deeply. */
    INVALID_JSON,
    /** The first element, which names the event, is not a string. */
    INVALID_NAME,
    /** The name is one that Socket.IO keeps for itself, such as {@code connect}. */
    RESERVED_NAME
}
