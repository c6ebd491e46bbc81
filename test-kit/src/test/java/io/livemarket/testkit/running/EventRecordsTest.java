package io.livemarket.testkit.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserDeleted;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventRecordsTest {

    private static final UUID USER = new UUID(0, 1);
    private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void anEventIsPublishedAsItsServiceDoes() {
        UserEvent deleted = new UserDeleted(USER, 2, AT);

        ProducerRecord<String, byte[]> record = EventRecords.of(deleted);

        assertThat(record.topic()).isEqualTo(Topics.USERS_EVENTS.name());
        assertThat(record.key()).isEqualTo(USER.toString());
        assertThat(Envelope.text(record.headers(), Envelope.SOURCE)).isEqualTo("/auth-service");
        assertThat(Envelope.text(record.headers(), Envelope.TIME)).isEqualTo(AT.toString());
        assertThat(EventCodec.of(UserEvent.class).read(record.headers(), record.value()))
                .contains(deleted);
    }

    @Test
    void aFactIsPublishedUnderItsType() {
        TypingSignal typing = new TypingSignalled(new UUID(0, 2), USER, true, AT);

        ProducerRecord<String, byte[]> record = EventRecords.of(Topics.PRESENCE_SIGNALS, USER, typing);

        assertThat(record.topic()).isEqualTo(Topics.PRESENCE_SIGNALS.name());
        assertThat(EventCodec.of(TypingSignal.class).read(record.headers(), record.value()))
                .contains(typing);
    }

    @Test
    void aValueOfAnyTypeKeepsItsBytes() {
        ProducerRecord<String, byte[]> record =
                EventRecords.of(Topics.USERS_EVENTS, USER, "users.later.v9", "{}".getBytes(UTF_8));

        assertThat(record.value()).asString(UTF_8).isEqualTo("{}");
        assertThat(Envelope.text(record.headers(), Envelope.TYPE)).isEqualTo("users.later.v9");
    }

    @Test
    void eventsWithoutTopicOrTypeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventRecords.of(new Unlisted(USER, AT)));
        assertThatIllegalArgumentException().isThrownBy(() -> EventRecords.of(Topics.USERS_EVENTS, USER, "text"));
    }

    private record Unlisted(UUID aggregateId, Instant occurredAt) implements DomainEvent {}
}
