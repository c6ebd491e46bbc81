package io.livemarket.gateway.delivery;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
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
        LiveEvent event = hand(Envelope.audience(record.headers()), () -> read(kind, record));
        hand(Envelope.withheld(record.headers()), () -> (event == null ? read(kind, record) : event).withheld());
    }

    /** Makes the event for the first who is connected here; null when nobody is. */
    private LiveEvent hand(List<UUID> users, Supplier<LiveEvent> made) {
        LiveEvent event = null;
        for (UUID userId : users) {
            if (inboxes.has(userId)) {
                event = event == null ? made.get() : event;
                LiveEvent seen = event;
                inboxes.forEach(userId, inbox -> inbox.accept(seen));
            }
        }
        return event;
    }

    private static LiveEvent read(LiveEventKind kind, ConsumerRecord<String, byte[]> record) {
        UUID chatId = Ids.parse(record.key()).orElse(null);
        return new LiveEvent(kind, record.partition(), record.offset(), chatId, Envelope.id(record.headers(), Envelope.ACTOR),
                record.value());
    }
}
