package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.Letter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A record that its broker took, but not with the headers of a letter, must not hold its partition up for ever. */
class DeadLettersTest {

    private int most = Integer.MAX_VALUE;
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                    return Letter.size(record) > most
                            ? CompletableFuture.failedFuture(new RecordTooLargeException("in a test"))
                            : super.send(record);
                }
            };
    private final DeadLetters letters =
            new DeadLetters(new Topic("events", "key", "test", null, false, false), "test", producer);

    @Test
    void aLetterIsTheRecordWhereTheBrokerTakesIt() {
        letters.send(record(), "unreadable");
        assertThat(letter().value()).hasSize(10_000);
        assertThat(letter().headers().lastHeader("large")).isNotNull();
        assertThat(letter().timestamp())
                .as("kept from now on, however old the record is")
                .isNull();
    }

    @Test
    void aRefusedLetterGoesWithoutValueAndThenWithoutHeaders() {
        most = 9_000;
        letters.send(record(), "unreadable");
        assertThat(letter().value()).isNull();
        assertThat(letter().headers().lastHeader("large")).isNotNull();
        producer.clear();
        most = 1_000;
        letters.send(record(), "unreadable");
        assertThat(letter().headers().lastHeader("large")).isNull();
        assertThat(Envelope.text(letter().headers(), Envelope.DEAD_FROM)).isEqualTo("events-2@5");
    }

    @Test
    void aLetterIsRetriedIfEvenTheSmallestIsRefused() {
        most = 10;
        assertThatThrownBy(() -> letters.send(record(), "unreadable")).isInstanceOf(IllegalStateException.class);
    }

    private ProducerRecord<String, byte[]> letter() {
        assertThat(producer.history()).hasSize(1);
        return producer.history().getFirst();
    }

    private static ConsumerRecord<String, byte[]> record() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("large", new byte[5_000]);
        return new ConsumerRecord<>(
                "events",
                2,
                5,
                17,
                TimestampType.CREATE_TIME,
                3,
                10_000,
                "key",
                new byte[10_000],
                headers,
                Optional.empty());
    }
}
