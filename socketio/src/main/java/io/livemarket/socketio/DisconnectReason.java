package io.livemarket.socketio;

/** The reason why a socket, or the session that carries it, ended. */
public enum DisconnectReason {
    /** The client left the namespace, or closed the session by a CLOSE packet. */
    CLIENT_DISCONNECT,
    /** {@link Socket#disconnect} was called. */
    SERVER_DISCONNECT,
    /** The connection was closed. */
    TRANSPORT_CLOSE,
    /** The connection failed, or was used against the protocol (two polls at a time, a request that was cut short). */
    TRANSPORT_ERROR,
    /** A heartbeat was not answered in time. */
    PING_TIMEOUT,
    /** The client sent an invalid packet, or a packet out of place. */
    PARSE_ERROR,
    /** The client sent more than {@link SocketIoSettings.Limits#maxPayload()} bytes at once. */
    PAYLOAD_TOO_LARGE,
    /** The client did not read, and more was queued for it than the settings allow. */
    SLOW_CONSUMER,
    /** The session was connected to no namespace for longer than {@link SocketIoSettings.Timeouts#connect()}. */
    CONNECT_TIMEOUT,
    /** {@link SocketIoServer#closeAll} was called. */
    SERVER_SHUTDOWN,
    /** A fault of this library, which is in the log. */
    INTERNAL_ERROR
}
