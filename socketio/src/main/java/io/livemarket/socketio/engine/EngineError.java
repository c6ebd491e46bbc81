package io.livemarket.socketio.engine;

import java.nio.charset.StandardCharsets;

/** Refusals of a request, with the codes of Engine.IO's reference server. */
public enum EngineError {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    UNKNOWN_SID(400, 1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    FORBIDDEN(403, 4, "Forbidden"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
    PAYLOAD_TOO_LARGE(413, 3, "Payload too large"),
    UNSUPPORTED_WEBSOCKET_VERSION(426, 3, "Unsupported websocket version"),
    TOO_MANY_SESSIONS(503, 4, "Too many sessions");

    private final int status;
    private final int code;
    private final byte[] body;

    EngineError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.body = ("{\"code\":" + code + ",\"message\":\"" + message + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    /** The JSON body {@code {code, message}}. */
    public byte[] body() {
        return body.clone();
    }
}
