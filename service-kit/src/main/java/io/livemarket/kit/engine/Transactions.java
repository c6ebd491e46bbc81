package io.livemarket.kit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Commits batches of one partition, one transaction each. After any exception the outcome of the last batch is unknown, and the
 * producer is of no more use: a new one has to be made, which ends the transaction one way or the other.
 */
class Transactions implements AutoCloseable {

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
     */
    Map<String, Long> commit(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> written = new ArrayList<>(records.size());
        for (ProducerRecord<String, byte[]> record : records) {
            written.add(producer.send(record));
        }
        producer.commitTransaction();
        Map<String, Long> next = new HashMap<>();
        for (Future<RecordMetadata> each : written) {
            RecordMetadata metadata = metadata(each);
            next.merge(metadata.topic() + "-" + metadata.partition(), metadata.offset() + 1, Math::max);
        }
        return next;
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
