package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A producer as Kafka's: a record that is refused for its size fails its own outcome, later records and the commit. */
class TransactionsTest {

    private static final int MOST = 1_000;

    private KafkaException refused;
    private final MockProducer<String, byte[]> producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
            if (record.value().length > MOST) {
                RecordTooLargeException tooLarge = new RecordTooLargeException("in a test");
                refused = new KafkaException("in an error state", tooLarge);
                return CompletableFuture.failedFuture(tooLarge);
            }
            return super.send(record);
        }

        @Override
        public void commitTransaction() {
            if (refused != null) {
                throw refused;
            }
            super.commitTransaction();
        }
    };
    private final Transactions transactions = new Transactions(producer);

    @Test
    void theRecordThatTheBrokerRefusesIsNamed() {
        transactions.takeOver();
        assertThatThrownBy(() -> transactions.commit(List.of(record("events", 10), record("journal", MOST + 1), record("events", 20))))
                .isInstanceOfSatisfying(RefusedRecordException.class, refusal -> {
                    assertThat(refusal.topic()).isEqualTo("journal");
                    assertThat(refusal.bytes()).isEqualTo("key".length() + MOST + 1);
                });
    }

    @Test
    void anotherFailureStaysWhatItIs() {
        transactions.takeOver();
        producer.commitTransactionException = new ProducerFencedException("in a test");
        assertThatThrownBy(() -> transactions.commit(List.of(record("events", 10)))).isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void aRefusedSizeIsTheLimitOfItsTopicFromThenOn() {
        RecordSizes sizes = new RecordSizes();
        assertThat(sizes.most("events")).isEqualTo(Outputs.MOST_BYTES);
        sizes.refused("events", 500);
        sizes.refused("events", 700);
        assertThat(sizes.most("events")).isEqualTo(499);
        assertThat(sizes.most("journal")).isEqualTo(Outputs.MOST_BYTES);
        sizes.check("events", 499);
        assertThatThrownBy(() -> sizes.check("events", 500)).isInstanceOf(UnproducibleException.class);
    }

    private static ProducerRecord<String, byte[]> record(String topic, int bytes) {
        return new ProducerRecord<>(topic, "key", new byte[bytes]);
    }
}
