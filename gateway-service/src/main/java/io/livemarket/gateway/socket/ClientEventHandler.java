package io.livemarket.gateway.socket;

import tools.jackson.databind.JsonNode;

/** Answers one kind of client event. */
@FunctionalInterface
interface ClientEventHandler {

    /**
     * Answers an event by its reply, at once or later from any thread. Never blocks.
     *
     * @param payload the event's first argument; a missing node where the client sent none
     * @throws io.livemarket.gateway.requests.InvalidRequest when the payload does not have the event's shape
     */
    void handle(ClientSession session, JsonNode payload, Reply reply);
}
