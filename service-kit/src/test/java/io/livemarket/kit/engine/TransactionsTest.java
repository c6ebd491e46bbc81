package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A producer as Kafka's: a record that is refused for its size fails its own outcome, later records and the commit. */
class TransactionsTest {

    private static final int MOST = 1_000;

    private KafkaException refused;
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
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
        assertThatThrownBy(() -> transactions.commit(
                        List.of(record("events", 10), record("journal", MOST + 1), record("events", 20))))
                .isInstanceOfSatisfying(RefusedRecordException.class, refusal -> {
                    assertThat(refusal.topic()).isEqualTo("journal");
                    assertThat(refusal.bytes()).isEqualTo("key".length() + MOST + 1);
                });
    }

    /** Most batches are one command; its event carries the command position, and may carry a trace. */
    @Test
    void refusedEventsWithPositionAndTraceAreNotProducedAgain() {
        RecordSizes sizes = new RecordSizes();
        transactions.takeOver();
        Outputs first = outputs(sizes);
        first.event("key", new byte[MOST + 1], 0, new RecordHeaders());
        Envelope.put(first.lastEvent().headers(), Envelope.POSITION, "topic:17:" + UUID.randomUUID());
        assertThatThrownBy(() -> transactions.commit(first.committed()))
                .isInstanceOfSatisfying(
                        RefusedRecordException.class, refusal -> sizes.refused(refusal.topic(), refusal.bytes()));
        assertThatThrownBy(() -> outputs(sizes).event("key", new byte[MOST + 1], 0, new RecordHeaders()))
                .isInstanceOf(UnproducibleException.class);
    }

    @Test
    void aRecordsTraceCountsInItsSize() {
        RecordSizes sizes = new RecordSizes();
        transactions.takeOver();
        SpanContext sampled = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        try (Scope _ = Span.wrap(sampled).makeCurrent()) {
            Outputs first = outputs(sizes);
            first.event("key", new byte[MOST + 1], 0, new RecordHeaders());
            assertThatThrownBy(() -> transactions.commit(first.committed()))
                    .isInstanceOfSatisfying(
                            RefusedRecordException.class, refusal -> sizes.refused(refusal.topic(), refusal.bytes()));
            assertThatThrownBy(() -> outputs(sizes).event("key", new byte[MOST + 1], 0, new RecordHeaders()))
                    .isInstanceOf(UnproducibleException.class);
        }
    }

    private static Outputs outputs(RecordSizes sizes) {
        return new Outputs(
                new Topic("events", "key", "test", null, false, false),
                new Topic("letters", "key", "test", null, false, false),
                0,
                "test.decider.v1",
                Tracing.OFF,
                sizes);
    }

    @Test
    void anotherFailureStaysUnchanged() {
        transactions.takeOver();
        producer.commitTransactionException = new ProducerFencedException("in a test");
        assertThatThrownBy(() -> transactions.commit(List.of(record("events", 10))))
                .isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void aRefusedSizeBecomesTheLimitOfItsTopic() {
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
