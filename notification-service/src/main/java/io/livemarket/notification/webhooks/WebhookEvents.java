package io.livemarket.notification.webhooks;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.notification.webhooks.domain.Delivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads events for deliveries: the attributes from the headers, the value as it is. */
final class WebhookEvents {

    private WebhookEvents() {}

    /** The event of a record; absent where the record has not all of an event. */
    static Delivery.@Nullable Event of(ConsumerRecord<String, byte[]> record, String type) {
        String id = Envelope.text(record.headers(), Envelope.ID);
        String time = Envelope.text(record.headers(), Envelope.TIME);
        String subject = Envelope.text(record.headers(), Envelope.SUBJECT);
        return id == null || time == null || record.value() == null
                ? null
                : new Delivery.Event(id, type, subject == null ? record.key() : subject, time, record.value());
    }
}
