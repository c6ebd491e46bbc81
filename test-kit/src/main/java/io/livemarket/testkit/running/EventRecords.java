package io.livemarket.testkit.running;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.users.UserEvent;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of events and facts, with the envelope of the catalogue. */
public final class EventRecords {

    private static final String TEST = "/it";

    private EventRecords() {}

    /**
     * The record of an event as the service that decides it publishes it.
     *
     * @throws IllegalArgumentException for a family without a topic of events, such as the rules on content
     */
    public static ProducerRecord<String, byte[]> of(DomainEvent event) {
        Topic topic = topicOf(event);
        return describe(
                new ProducerRecord<>(topic.name(), event.aggregateId().toString(), Json.bytes(event)),
                typeOf(event),
                "/" + topic.owner(),
                event.occurredAt());
    }

    /** The record of a fact that is no domain event, as a test publishes it now. */
    public static ProducerRecord<String, byte[]> of(Topic topic, UUID key, Object fact) {
        return of(topic, key, typeOf(fact), Json.bytes(fact));
    }

    /** The record of any value under any name of a type, as a test publishes it now. */
    public static ProducerRecord<String, byte[]> of(Topic topic, UUID key, String type, byte[] value) {
        return describe(new ProducerRecord<>(topic.name(), key.toString(), value), type, TEST, RunningService.now());
    }

    private static ProducerRecord<String, byte[]> describe(
            ProducerRecord<String, byte[]> record, String type, String source, Instant at) {
        Envelope.describe(record.headers(), Ids.next().toString(), type, source, at, UUID.fromString(record.key()));
        return record;
    }

    private static Topic topicOf(DomainEvent event) {
        return switch (event) {
            case ChatEvent _ -> Topics.CHAT_EVENTS;
            case FileEvent _ -> Topics.FILES_EVENTS;
            case ModerationEvent _ -> Topics.MODERATION_EVENTS;
            case NotificationEvent _ -> Topics.NOTIFICATIONS_EVENTS;
            case PresenceEvent _ -> Topics.PRESENCE_EVENTS;
            case ProductEvent _ -> Topics.PRODUCTS_EVENTS;
            case UserEvent _ -> Topics.USERS_EVENTS;
            default -> throw new IllegalArgumentException("No topic of events: " + event.getClass());
        };
    }

    private static String typeOf(Object fact) {
        EventType type = fact.getClass().getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(fact.getClass() + " has no @EventType");
        }
        return type.value();
    }
}
