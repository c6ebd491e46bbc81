package io.livemarket.gateway.delivery;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands each event of the log to the sockets of those who must see it. An event that concerns nobody here is not parsed. */
public final class ChatDelivery {

    private final Inboxes inboxes;

    public ChatDelivery(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    /** For the one thread that reads the log, in its order. */
    public void deliver(ConsumerRecord<String, byte[]> record) {
        LiveEventKind kind = LiveEventKind.of(Envelope.text(record.headers(), Envelope.TYPE));
        if (kind == null) {
            return;
        }
        List<UUID> audience = Envelope.audience(record.headers());
        LiveEvent event = null;
        for (UUID userId : audience) {
            if (inboxes.has(userId)) {
                event = event == null ? read(kind, record) : event;
                LiveEvent seen = event;
                inboxes.forEach(userId, inbox -> inbox.accept(seen));
            }
        }
    }

    private static LiveEvent read(LiveEventKind kind, ConsumerRecord<String, byte[]> record) {
        UUID chatId = Ids.parse(record.key()).orElse(null);
        return new LiveEvent(kind, chatId, Envelope.id(record.headers(), Envelope.ACTOR), record.value());
    }
}
