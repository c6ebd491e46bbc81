package io.livemarket.socketio;

import tools.jackson.databind.JsonNode;

/** Answers one event of a client, from any thread, at most once. */
public interface AckSender {

    /**
     * Sends the answer; each argument is the JSON (UTF-8) of one argument of the client's callback.
     *
     * @return whether it was queued: false when an answer was given before, or the socket is gone
     */
    boolean send(byte[]... jsonArguments);

    /** As {@link #send(byte[]...)}, with one argument whose JSON (UTF-8) is given in parts that follow each other. */
    boolean sendJoined(byte[]... parts);

    /** As {@link #send(byte[]...)}, with {@code BinaryNode}s sent as binary attachments. */
    boolean send(JsonNode... arguments);
}
