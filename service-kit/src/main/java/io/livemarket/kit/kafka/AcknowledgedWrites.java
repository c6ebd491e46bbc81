package io.livemarket.kit.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes records without a transaction, for a consumer that commits its offset afterwards: each record is in the log
 * at least once. Sufficient where the consumers of these records ignore repeats.
 */
public final class AcknowledgedWrites {

    private AcknowledgedWrites() {}

    /**
     * Publishes records and returns when the log has all of them, in their order within a partition.
     *
     * @throws KafkaException when the log may not have all of them: then all are to be published again
     */
    public static void write(Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> written = new ArrayList<>(records.size());
        for (ProducerRecord<String, byte[]> record : records) {
            written.add(producer.send(record));
        }
        for (Future<RecordMetadata> each : written) {
            await(each);
        }
    }

    private static void await(Future<RecordMetadata> written) {
        try {
            written.get();
        } catch (ExecutionException e) {
            throw new KafkaException("A record was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted before a record was written", e);
        }
    }
}
