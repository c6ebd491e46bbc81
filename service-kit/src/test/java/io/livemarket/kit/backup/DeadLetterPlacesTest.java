package io.livemarket.kit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeadLetterPlacesTest {

    private static final TopicPartition LETTERS = new TopicPartition("livemarket.it.commands.v1.dlt", 2);

    /** Letters were at 10 and 12: transaction markers lie between, and retention removed what was before. */
    @Test
    void aNoteNamesItsLettersPlaceInTheCopy() {
        DeadLetterPlaces places = DeadLetterPlaces.of(LETTERS);
        places.moved(10, letter());
        places.moved(12, letter());
        assertThat(noted(places.moved(14, note("livemarket.it.commands.v1.dlt-2@12"))))
                .isEqualTo("livemarket.it.commands.v1.dlt-2@1");
    }

    @Test
    void aNoteOnAMissingLetterStaysUnchanged() {
        DeadLetterPlaces places = DeadLetterPlaces.of(LETTERS);
        places.moved(10, letter());
        assertThat(noted(places.moved(11, note("livemarket.it.commands.v1.dlt-2@9"))))
                .isEqualTo("livemarket.it.commands.v1.dlt-2@9");
        assertThat(noted(places.moved(12, note("livemarket.it.commands.v1.dlt-1@10"))))
                .isEqualTo("livemarket.it.commands.v1.dlt-1@10");
    }

    @Test
    void otherTopicsAreLeftAlone() {
        DeadLetterPlaces places = DeadLetterPlaces.of(new TopicPartition("livemarket.it.commands.v1", 2));
        places.moved(10, letter());
        assertThat(noted(places.moved(11, note("livemarket.it.commands.v1-2@10"))))
                .isEqualTo("livemarket.it.commands.v1-2@10");
    }

    private static ProducerRecord<byte[], byte[]> letter() {
        return new ProducerRecord<>(LETTERS.topic(), new byte[0]);
    }

    private static ProducerRecord<byte[], byte[]> note(String place) {
        ProducerRecord<byte[], byte[]> note = letter();
        Envelope.put(note.headers(), Envelope.DEAD_LETTER, place);
        return note;
    }

    private static String noted(ProducerRecord<byte[], byte[]> record) {
        return Envelope.text(record.headers(), Envelope.DEAD_LETTER);
    }
}
