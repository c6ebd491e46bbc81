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
 * and the producer is of no more use: a new one has to be made, which ends the transaction one way or the other.
 */
class Transactions implements AutoCloseable {

    private static final Duration OUTCOME_WITHIN = Duration.ofMillis(500);

    private final Producer<String, byte[]> producer;

    Transactions(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Ends the transaction of a former owner of the partition, and fences that owner from now on. */
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

    /**
     * Names the refused record; without its name the failure is one as any other, and the transaction is tried again.
     */
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
     * As {@link Outputs#commit} counts it: how far commands are decided is put on the last event later, and would hide
     * that it is too large.
     */
    private static int checkedSize(ProducerRecord<String, byte[]> record) {
        Header place = record.headers().lastHeader(Envelope.POSITION);
        return Letter.size(record) - (place == null ? 0 : place.key().length() + place.value().length);
    }

    /** The producer knows of the failure a moment before the record's own outcome does. */
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

    /** Ends without a wait: an open transaction is aborted by the next owner. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
