package io.livemarket.kit.backup;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.admin.Place;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Replaces the places of letters in the notes of a dead letter topic with the letters' places in the copy. A note
 * (decision 043) follows its letter in one partition, and its header {@code lm_dead_letter} is the only offset of the
 * system by which a record is looked up. All other records stay unchanged.
 */
final class DeadLetterPlaces {

    private final TopicPartition log;
    private final boolean holdsLetters;
    private final Map<Long, Long> restored = new HashMap<>();

    private DeadLetterPlaces(TopicPartition log, boolean holdsLetters) {
        this.log = log;
        this.holdsLetters = holdsLetters;
    }

    static DeadLetterPlaces of(TopicPartition log) {
        return new DeadLetterPlaces(log, Topic.isOfDeadLetters(log.topic()));
    }

    /**
     * The next record in the form in which it is written to the copy.
     *
     * @param offset the record's offset in the original
     */
    ProducerRecord<byte[], byte[]> moved(long offset, ProducerRecord<byte[], byte[]> record) {
        if (!holdsLetters) {
            return record;
        }
        restored.put(offset, (long) restored.size());
        Optional<Place> noted = Place.parse(Envelope.text(record.headers(), Envelope.DEAD_LETTER));
        Long place = noted.filter(letter -> letter.topic().equals(log.topic()) && letter.partition() == log.partition())
                .map(letter -> restored.get(letter.offset()))
                .orElse(null);
        if (place != null && place != noted.get().offset()) {
            record.headers()
                    .remove(Envelope.DEAD_LETTER)
                    .add(
                            Envelope.DEAD_LETTER,
                            new Place(log.topic(), log.partition(), place)
                                    .toString()
                                    .getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }
}
