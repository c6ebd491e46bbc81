package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.Receipt;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The frames of one event with the receipts of a large group: the authors of the messages get all receipts, each reader
 * the own one, for the reader's other devices. The payload has no version of the chat, because receipts of large groups
 * do not change it.
 */
final class ReceiptFrames {

    static final String NAME = "chat:receipts";

    private final ReceiptsAdvanced event;
    private final EncodedEvent toAuthors;

    private record Payload(UUID chatId, List<Receipt> receipts, Instant at) {}

    private ReceiptFrames(ReceiptsAdvanced event) {
        this.event = event;
        this.toAuthors = frame(event.receipts());
    }

    /** The frames, from the JSON of the event. */
    static ReceiptFrames of(byte[] json) {
        return new ReceiptFrames(Json.read(json, ReceiptsAdvanced.class));
    }

    EncodedEvent frameFor(UUID userId) {
        return event.authors().contains(userId)
                ? toAuthors
                : frame(event.receipts().stream()
                        .filter(receipt -> receipt.userId().equals(userId))
                        .toList());
    }

    private EncodedEvent frame(List<Receipt> receipts) {
        return EncodedEvent.of(NAME, Json.bytes(new Payload(event.chatId(), receipts, event.at())));
    }
}
