package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.tracing.Tracing;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OutputsTest {

    private final Outputs outputs = new Outputs(topic("events"), topic("letters"), 2, "test.decider.v1");

    private static Topic topic(String name) {
        return new Topic(name, "key", "test", null, false, false);
    }

    @Test
    void aDeadLetterIsTheCommandWithPlaceAndReason() {
        outputs.deadLetter(command(new byte[10], 17), "unreadable");
        ProducerRecord<String, byte[]> letter = letter();
        assertThat(letter.topic()).isEqualTo("letters");
        assertThat(letter.value()).hasSize(10);
        assertThat(letter.timestamp()).isEqualTo(17);
        assertThat(Envelope.text(letter.headers(), Envelope.DEAD_REASON)).isEqualTo("unreadable");
        assertThat(Envelope.text(letter.headers(), Envelope.DEAD_CONSUMER)).isEqualTo("test.decider.v1");
        assertThat(Envelope.text(letter.headers(), Envelope.DEAD_FROM)).isEqualTo("commands-2@5");
    }

    /**
     * A broker took the command, but with the letter's headers it would not take it again, and its batch would never
     * end.
     */
    @Test
    void aCommandTooLargeForALetterGoesWithoutValue() {
        outputs.deadLetter(command(new byte[Outputs.MOST_BYTES], 17), "unreadable");
        assertThat(letter().value()).isNull();
        assertThat(Envelope.text(letter().headers(), Envelope.DEAD_FROM)).isEqualTo("commands-2@5");
    }

    /**
     * The broker of the dead letters may take less than that of the commands: there is always a letter that it takes.
     */
    @Test
    void aRefusedLetterGoesWithoutTheCommandsHeaders() {
        RecordSizes sizes = new RecordSizes();
        sizes.refused("letters", 1_000);
        Outputs limited = new Outputs(topic("events"), topic("letters"), 2, "test.decider.v1", Tracing.OFF, sizes);
        ConsumerRecord<String, byte[]> command = command(new byte[10], 17);
        command.headers().add("trace", new byte[2_000]);
        limited.deadLetter(command, "unreadable");
        ProducerRecord<String, byte[]> letter = limited.committed().getFirst();
        assertThat(letter.headers().lastHeader("trace")).isNull();
        assertThat(Envelope.text(letter.headers(), Envelope.DEAD_FROM)).isEqualTo("commands-2@5");
        assertThat(command.headers().lastHeader("trace"))
                .as("of the command itself")
                .isNotNull();
    }

    /** Producers of other languages may write -1, which no ProducerRecord takes. */
    @Test
    void aCommandWithoutATimestampBecomesALetter() {
        outputs.deadLetter(command(new byte[10], -1), "unreadable");
        assertThat(letter().timestamp()).isZero();
    }

    @Test
    void aRecordThatNoBrokerTakesIsRefused() {
        assertThatThrownBy(() -> outputs.event("key", new byte[Outputs.MOST_BYTES + 1], 17, new RecordHeaders()))
                .isInstanceOf(UnproducibleException.class);
        assertThat(outputs.committed()).isEmpty();
    }

    private ProducerRecord<String, byte[]> letter() {
        assertThat(outputs.committed()).hasSize(1);
        return outputs.committed().getFirst();
    }

    private static ConsumerRecord<String, byte[]> command(byte[] value, long timestamp) {
        return new ConsumerRecord<>(
                "commands",
                2,
                5,
                timestamp,
                TimestampType.CREATE_TIME,
                3,
                value.length,
                "key",
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
