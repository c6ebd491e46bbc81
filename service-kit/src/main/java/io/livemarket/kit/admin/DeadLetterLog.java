package io.livemarket.kit.admin;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.admin.DeadLetter.Description;
import io.livemarket.kit.admin.DeadLetter.Handling;
import io.livemarket.kit.admin.DeadLetter.Origin;
import io.livemarket.kit.admin.DeadLetter.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The fold of one partition of a dead letter topic: the letters, and the notes that follow them about their handling.
 * The topic is the only store of letters. Values are not kept in memory.
 */
final class DeadLetterLog {

    private final DeadLetterTopics topics;
    private final Map<Long, DeadLetter> letters = new LinkedHashMap<>();

    DeadLetterLog(DeadLetterTopics topics) {
        this.topics = topics;
    }

    /** Folds the next record. Only the first note about a letter counts. */
    void take(ConsumerRecord<String, byte[]> record) {
        Optional<Place> noted = Place.parse(Envelope.text(record.headers(), Envelope.DEAD_LETTER));
        if (noted.isPresent()) {
            letters.computeIfPresent(
                    noted.get().offset(),
                    (_, letter) -> letter.place().equals(noted.get()) ? note(letter, record) : letter);
        } else {
            letters.put(record.offset(), letter(record));
        }
    }

    /** The letters, by offset. */
    List<DeadLetter> letters() {
        return List.copyOf(letters.values());
    }

    /** The letter with this offset. */
    Optional<DeadLetter> at(long offset) {
        return Optional.ofNullable(letters.get(offset));
    }

    private static DeadLetter note(DeadLetter letter, ConsumerRecord<String, byte[]> note) {
        String text = Envelope.text(note.headers(), Envelope.DEAD_HANDLED);
        Optional<State> state = Arrays.stream(State.values())
                .filter(each -> each.text().equals(text))
                .findFirst();
        if (letter.handling().state() != State.OPEN || state.isEmpty()) {
            return letter;
        }
        return letter.handled(new Handling(
                state.get(), Instant.ofEpochMilli(note.timestamp()), Envelope.text(note.headers(), Envelope.ACTOR)));
    }

    private DeadLetter letter(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        Place source = Place.parse(Envelope.text(headers, Envelope.DEAD_FROM)).orElse(null);
        Origin origin = new Origin(
                source, Envelope.text(headers, Envelope.DEAD_CONSUMER), Envelope.text(headers, Envelope.DEAD_REASON));
        int bytes = record.value() == null ? -1 : record.value().length;
        return new DeadLetter(
                new Place(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                origin,
                new Description(Envelope.text(headers, Envelope.TYPE), record.key(), bytes),
                Handling.OPEN,
                bytes >= 0 && topics.canReplayTo(source));
    }
}
