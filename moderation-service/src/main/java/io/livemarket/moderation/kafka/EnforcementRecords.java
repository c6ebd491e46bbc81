package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.EnforcementState;
import io.livemarket.events.moderation.EnforcementState.BlockInForce;
import io.livemarket.events.moderation.EnforcementState.EnforcementComplete;
import io.livemarket.events.moderation.EnforcementState.SuspensionInForce;
import io.livemarket.moderation.domain.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the records of {@code moderation.enforcement} of one partition from the states of its persons. */
final class EnforcementRecords {

    private static final String SOURCE = "/moderation-service";
    private static final EventCodec<EnforcementState> STATES = EventCodec.of(EnforcementState.class);

    private final int partition;

    EnforcementRecords(int partition) {
        this.partition = partition;
    }

    /** The record of a key: its state, or a tombstone where no suspension or block of that key is in force. */
    ProducerRecord<String, byte[]> of(EnforcementKey key, Person person, Instant at) {
        Optional<EnforcementState> state = state(key, person);
        String type = state.map(STATES.types()::nameOf)
                .orElseGet(() ->
                        STATES.types().nameOf(key.isOfSuspension() ? SuspensionInForce.class : BlockInForce.class));
        return record(key.text(), state, type, person.userId(), person.version(), at);
    }

    private static Optional<EnforcementState> state(EnforcementKey key, Person person) {
        UUID blocked = key.blockedUserId();
        if (blocked != null) {
            return person.blocks().contains(blocked)
                    ? Optional.of(new BlockInForce(person.userId(), person.version(), blocked))
                    : Optional.empty();
        }
        return Optional.ofNullable(person.suspension())
                .map(s -> new SuspensionInForce(person.userId(), person.version(), s.reason(), s.until()));
    }

    /** The mark that the partition has all states that follow from the events before an offset. */
    ProducerRecord<String, byte[]> complete(String eventsTopic, long upTo, Instant at) {
        EnforcementComplete complete = new EnforcementComplete(eventsTopic, partition, upTo);
        return record(
                EnforcementComplete.KEY,
                Optional.of(complete),
                STATES.types().nameOf(complete),
                new UUID(0, partition),
                upTo,
                at);
    }

    /** The id is made from key and version: a record that is published again has its former id. */
    private ProducerRecord<String, byte[]> record(
            String key, Optional<EnforcementState> state, String type, UUID subject, long version, Instant at) {
        Headers headers = Envelope.describe(new RecordHeaders(), key + "@" + version, type, SOURCE, at, subject);
        Envelope.put(headers, Envelope.VERSION, Long.toString(version));
        return new ProducerRecord<>(
                Topics.MODERATION_ENFORCEMENT.name(),
                partition,
                at.toEpochMilli(),
                key,
                state.map(STATES::write).orElse(null),
                headers);
    }
}
