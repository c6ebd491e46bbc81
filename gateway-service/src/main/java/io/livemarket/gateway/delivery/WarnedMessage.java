package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The payload for the sockets of the recipients of a message who are warned of it. It has no version of the chat,
 * because a warning does not change the version: a client that records every version as received would skip the change
 * with that version.
 */
record WarnedMessage(UUID chatId, UUID id, long seq, List<RecipientWarning.Shown> recipientWarnings, Instant at) {

    /** The payload, from the JSON of the event. */
    static byte[] payload(byte[] event) {
        MessageWarned warned = Json.read(event, MessageWarned.class);
        return Json.bytes(new WarnedMessage(
                warned.chatId(), warned.id(), warned.seq(), RecipientWarning.shown(warned.codes()), warned.at()));
    }
}
