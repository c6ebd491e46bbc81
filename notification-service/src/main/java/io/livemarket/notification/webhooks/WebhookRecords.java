package io.livemarket.notification.webhooks;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of endpoints and their dead letters, in one partition. The key of an endpoint is its id, that of a dead
 * letter {@code endpoint/event}. An endpoint is sealed, since it has secrets; a dead letter has no content.
 */
final class WebhookRecords {

    private static final String TOPIC = NotificationTopics.WEBHOOKS.name();
    private static final char PART = '/';

    private final Seal seal;

    WebhookRecords(Seal seal) {
        this.seal = seal;
    }

    /**
     * The record of an endpoint.
     *
     * @param recordId the record's own id, in the header {@link Envelope#ID}
     * @param endpoint absent for one that is deleted
     */
    ProducerRecord<String, byte[]> of(UUID recordId, UUID endpointId, @Nullable WebhookEndpoint endpoint) {
        String key = endpointId.toString();
        byte[] value = endpoint == null ? null : seal.seal(key, Json.bytes(endpoint));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, 0, key, value);
        Envelope.put(record.headers(), Envelope.ID, recordId.toString());
        return record;
    }

    ProducerRecord<String, byte[]> of(DeadLetter letter) {
        return new ProducerRecord<>(TOPIC, 0, key(letter.endpointId(), letter.eventId()), Json.bytes(letter));
    }

    /** The record that ends a dead letter. */
    ProducerRecord<String, byte[]> end(UUID endpointId, String eventId) {
        return new ProducerRecord<>(TOPIC, 0, key(endpointId, eventId), null);
    }

    private static String key(UUID endpointId, String eventId) {
        return endpointId.toString() + PART + eventId;
    }

    /** The id of the event in the key of a dead letter; absent in the key of an endpoint. */
    static @Nullable String eventOf(String key) {
        int part = key.indexOf(PART);
        return part < 0 ? null : key.substring(part + 1);
    }

    static UUID endpointOf(String key) {
        int part = key.indexOf(PART);
        return UUID.fromString(part < 0 ? key : key.substring(0, part));
    }

    /** @throws Seal.UnopenableException when it was not sealed with an accepted VAPID key */
    Opened open(String key, byte[] value) {
        Seal.Opened opened = seal.open(key, value);
        return new Opened(Json.read(opened.value(), WebhookEndpoint.class), !seal.isOfCurrentKey(opened));
    }

    /** @param former whether the endpoint is sealed with a former VAPID key */
    record Opened(WebhookEndpoint endpoint, boolean former) {}
}
