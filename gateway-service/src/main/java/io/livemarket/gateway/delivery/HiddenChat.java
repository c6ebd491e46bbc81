package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * What the sockets of a user are sent after the user hid a chat. It is without the chat's version, which hiding does
 * not move: a client that takes every version for one that it has would pass over the change that made it.
 */
record HiddenChat(UUID chatId, Instant at) {

    /** The payload for the event's own JSON. */
    static byte[] payload(byte[] event) {
        return Json.bytes(Json.read(event, HiddenChat.class));
    }
}
