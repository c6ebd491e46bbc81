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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes facts from moderation's events: a block of the user, or one of the {@link NotifiableEvent}s. */
final class ModerationFacts {

    private static final EventCodec<ModerationEvent> MODERATION = EventCodec.of(ModerationEvent.class);

    /** A fact and the user whom it concerns. */
    record OfUser(UUID user, Fact fact) {}

    private ModerationFacts() {}

    /**
     * The fact of an event; empty for an event that concerns no user's notifications.
     *
     * @throws RuntimeException when the event cannot be read
     */
    static Optional<OfUser> of(ConsumerRecord<String, byte[]> record) {
        NotifiableEvent notifiable = NotifiableEvent.of(Envelope.text(record.headers(), Envelope.TYPE));
        if (notifiable != null) {
            return Optional.of(of(record, notifiable));
        }
        return MODERATION
                .read(record.headers(), record.value())
                .flatMap(event -> Optional.ofNullable(
                        switch (event) {
                            case UserBlocked e -> new OfUser(e.userId(), new Fact.Block(e.blockedUserId(), true));
                            case UserUnblocked e -> new OfUser(e.userId(), new Fact.Block(e.unblockedUserId(), false));
                            default -> null;
                        }));
    }

    private static OfUser of(ConsumerRecord<String, byte[]> record, NotifiableEvent notifiable) {
        JsonNode event = Json.MAPPER.readTree(record.value());
        UUID user = id(event, notifiable.recipientField())
                .orElseThrow(() -> new UnreadableRecordException("an event without its recipient", null));
        String kind = notifiable.kind().wireName();
        UUID id = Ids.named(user, kind + ":" + Envelope.text(record.headers(), Envelope.ID));
        return new OfUser(
                user,
                new Fact.Other(
                        id,
                        kind,
                        id(event, notifiable.subjectField()).orElse(null),
                        id(event, notifiable.actorField()).orElse(null),
                        Instant.ofEpochMilli(record.timestamp())));
    }

    private static Optional<UUID> id(JsonNode event, @Nullable String field) {
        return field == null ? Optional.empty() : Ids.parse(event.path(field).asString(null));
    }
}
