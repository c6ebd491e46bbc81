package io.livemarket.kit.admin;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.admin.DeadLetter.State;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Decides a request to replay or drop a dead letter. */
final class DeadLetterDecision {

    private static final Set<String> OF_THE_LETTER =
            Set.of(Envelope.DEAD_REASON, Envelope.DEAD_FROM, Envelope.DEAD_CONSUMER);

    private DeadLetterDecision() {}

    /**
     * The records to be committed together: the original record for its source partition, when the letter is replayed,
     * and a note that the letter is handled. Empty when an earlier request had this outcome.
     *
     * @param letter the letter in its present state
     * @param record the letter's record
     * @param wanted {@code REPLAYED} or {@code DROPPED}
     * @throws ApiException {@code dead_letter_handled} when an earlier request had another outcome;
     *     {@code not_replayable}
     */
    static List<ProducerRecord<String, byte[]>> records(
            DeadLetter letter, ConsumerRecord<String, byte[]> record, State wanted, UUID operator, Instant now) {
        if (letter.handling().state() == wanted) {
            return List.of();
        }
        if (letter.handling().state() != State.OPEN) {
            throw new ApiException(
                    ErrorCode.DEAD_LETTER_HANDLED,
                    "It was " + letter.handling().state().text() + " before.");
        }
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        if (wanted == State.REPLAYED) {
            records.add(original(letter, record));
        }
        ProducerRecord<String, byte[]> note = new ProducerRecord<>(
                record.topic(), record.partition(), now.toEpochMilli(), record.key(), null, List.of());
        Envelope.put(note.headers(), Envelope.DEAD_LETTER, letter.place().toString());
        Envelope.put(note.headers(), Envelope.DEAD_HANDLED, wanted.text());
        Envelope.put(note.headers(), Envelope.ACTOR, operator.toString());
        records.add(note);
        return records;
    }

    private static ProducerRecord<String, byte[]> original(DeadLetter letter, ConsumerRecord<String, byte[]> record) {
        Place source = letter.origin().source();
        if (source == null || !letter.replayable()) {
            throw new ApiException(
                    ErrorCode.NOT_REPLAYABLE,
                    record.value() == null
                            ? "The letter has no value."
                            : "It did not come from a topic of commands that this service decides.");
        }
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> {
            if (!OF_THE_LETTER.contains(header.key())) {
                headers.add(header);
            }
        });
        return new ProducerRecord<>(source.topic(), source.partition(), record.key(), record.value(), headers);
    }
}
