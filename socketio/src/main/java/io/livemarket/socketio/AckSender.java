package io.livemarket.socketio;

import tools.jackson.databind.JsonNode;

/** Answers one event of a client, at most once. Thread-safe. */
public interface AckSender {

    /**
     * Sends the answer; each argument is the JSON (UTF-8) of one argument of the client's callback.
     *
     * @return whether the answer was queued: false when an answer was given before, or the socket is disconnected
     */
    boolean send(byte[]... jsonArguments);

    /**
     * Sends an answer of one argument, whose JSON (UTF-8) is given in consecutive parts.
     *
     * @return as {@link #send(byte[]...)}
     */
    boolean sendJoined(byte[]... parts);

    /**
     * Sends an answer of trees; {@code BinaryNode}s in them become binary attachments.
     *
     * @return as {@link #send(byte[]...)}
     */
    boolean send(JsonNode... arguments);
}
