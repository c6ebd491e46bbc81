package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The payload for the sockets of a user who arranged a chat. It has no version of the chat, because an arrangement does
 * not change the version: a client that records every version as received would skip the change with that version.
 */
record ArrangedChat(UUID chatId, boolean pinned, boolean archived, List<String> labels, Instant at) {

    /** The payload, from the JSON of the event. */
    static byte[] payload(byte[] event) {
        return Json.bytes(Json.read(event, ArrangedChat.class));
    }
}
