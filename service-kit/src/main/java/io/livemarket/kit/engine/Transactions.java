package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.kafka.Letter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches of one partition, one transaction each. After any exception the outcome of the last batch is unknown,
 * and the producer is of no more use: a new one has to be made, which commits or aborts the transaction.
 */
class Transactions implements AutoCloseable {

    private static final Duration OUTCOME_WITHIN = Duration.ofMillis(500);

    private final Producer<String, byte[]> producer;

    Transactions(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Aborts the transaction of a former owner of the partition, and fences that owner from now on. */
    void takeOver() {
        producer.initTransactions();
    }

    /**
     * Commits the records together.
     *
     * @return for each topic and partition ("topic-partition"), the offset after its last record
     * @throws RefusedRecordException when the broker refuses one of them for its size; nothing is committed
     */
    Map<String, Long> commit(List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> written = new ArrayList<>(records.size());
        try {
            producer.beginTransaction();
            for (ProducerRecord<String, byte[]> record : records) {
                written.add(producer.send(record));
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw isForSize(e) ? refused(records, written, e) : e;
        }
        Map<String, Long> next = new HashMap<>();
        for (Future<RecordMetadata> each : written) {
            RecordMetadata metadata = metadata(each);
            next.merge(metadata.topic() + "-" + metadata.partition(), metadata.offset() + 1, Math::max);
        }
        return next;
    }

    private static boolean isForSize(@Nullable Throwable failure) {
        return failure != null && (failure instanceof RecordTooLargeException || isForSize(failure.getCause()));
    }

    /** The refusal with the refused record; without it the failure is retried as any other. */
    private static KafkaException refused(
            List<ProducerRecord<String, byte[]>> records,
            List<Future<RecordMetadata>> written,
            KafkaException failure) {
        for (int i = 0; i < written.size(); i++) {
            if (isRefused(written.get(i))) {
                return new RefusedRecordException(records.get(i).topic(), checkedSize(records.get(i)), failure);
            }
        }
        return failure;
    }

    /**
     * The size as {@link Outputs#commit} counts it: the command position is put on the last event later, and would hide
     * that the event is too large.
     */
    private static int checkedSize(ProducerRecord<String, byte[]> record) {
        Header place = record.headers().lastHeader(Envelope.POSITION);
        return Letter.size(record) - (place == null ? 0 : place.key().length() + place.value().length);
    }

    /** Whether a record was refused. The producer has the failure shortly before the record's own future has it. */
    private static boolean isRefused(Future<RecordMetadata> written) {
        try {
            written.get(OUTCOME_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (ExecutionException e) {
            return isForSize(e);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RecordMetadata metadata(Future<RecordMetadata> written) {
        try {
            return written.get();
        } catch (ExecutionException e) {
            throw new KafkaException("A committed record has no place", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted after a commit", e);
        }
    }

    /** Closes without a wait: the next owner aborts an open transaction. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
