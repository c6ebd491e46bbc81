package io.livemarket.socketio;

/** Why a socket, or the session under it, ended. */
public enum DisconnectReason {
    /** The client left the namespace, or closed the session with a packet that says so. */
    CLIENT_DISCONNECT,
    /** {@link Socket#disconnect} was called. */
    SERVER_DISCONNECT,
    /** The connection went away. */
    TRANSPORT_CLOSE,
    /** The connection failed, or was used in a way the protocol forbids (two polls at a time, a request cut short). */
    TRANSPORT_ERROR,
    /** A heartbeat was not answered in time. */
    PING_TIMEOUT,
    /** The client sent something that is no packet, or a packet out of place. */
    PARSE_ERROR,
    /** The client sent more than {@link SocketIoSettings#maxPayload()} bytes at once. */
    PAYLOAD_TOO_LARGE,
    /** The client did not read, and more was queued for it than the settings allow. */
    SLOW_CONSUMER,
    /** The session was connected to no namespace for longer than {@link SocketIoSettings#connectTimeout()}. */
    CONNECT_TIMEOUT,
    /** {@link SocketIoServer#closeAll} was called. */
    SERVER_SHUTDOWN,
    /** A fault of this library's; the log has it. */
    INTERNAL_ERROR
}
