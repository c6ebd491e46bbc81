package io.livemarket.socketio;

/** The reason why an event cannot be read. */
public enum MalformedEvent {
    /** The payload is not valid JSON, or is nested too deeply. */
    INVALID_JSON,
    /** The first element, which names the event, is not a string. */
    INVALID_NAME,
    /** The name is reserved by Socket.IO, such as {@code connect}. */
    RESERVED_NAME
}
