package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.notification.domain.Fact;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Tells users what other services have for them: whom they blocked, and the events of {@link OtherEvent}. */
final class OtherFanOut extends ContextualProcessor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(OtherFanOut.class);
    private static final EventCodec<ModerationEvent> MODERATION = EventCodec.of(ModerationEvent.class);

    @Override
    public void process(Record<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        try {
            OtherEvent other = OtherEvent.of(type);
            if (other != null) {
                tell(record, other);
            } else {
                MODERATION.read(record.headers(), record.value()).ifPresent(event -> blocks(record, event));
            }
        } catch (JacksonException | UnreadableRecordException e) {
            log.error("A {} that nobody can read goes to the dead letters: {}", type, e.getClass().getSimpleName());
            context().forward(record, NotificationTopology.DEAD_LETTERS);
        }
    }

    private void blocks(Record<String, byte[]> record, ModerationEvent event) {
        if (event instanceof UserBlocked e) {
            forward(record, e.userId(), new Fact.Block(e.blockedUserId(), true));
        } else if (event instanceof UserUnblocked e) {
            forward(record, e.userId(), new Fact.Block(e.unblockedUserId(), false));
        }
    }

    private void tell(Record<String, byte[]> record, OtherEvent other) {
        JsonNode event = Json.MAPPER.readTree(record.value());
        UUID user = id(event, other.recipientField())
                .orElseThrow(() -> new UnreadableRecordException("an event for nobody", null));
        UUID id = Ids.named(user, other.kind().wireName() + ":" + Envelope.text(record.headers(), Envelope.ID));
        forward(record, user, new Fact.Other(id, other.kind().wireName(), id(event, other.subjectField()).orElse(null),
                id(event, other.actorField()).orElse(null), Instant.ofEpochMilli(record.timestamp())));
    }

    private static Optional<UUID> id(JsonNode event, String field) {
        return field == null ? Optional.empty() : Ids.parse(event.path(field).asString(null));
    }

    private void forward(Record<String, byte[]> cause, UUID user, Fact fact) {
        context().forward(FactRecords.of(user, fact, cause.timestamp()), NotificationTopology.FACTS);
    }
}
