package io.livemarket.kit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Commits records for all instances of a service that share a transactional id: once a writer is made, no earlier
 * writer commits, and the records of earlier ones can be read.
 */
public final class FencingWriter implements AutoCloseable {

    private static final int ANSWERS_WITHIN_MS = 8_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final Producer<String, byte[]> producer;

    /**
     * Fences all earlier writers of the transactional id.
     *
     * @throws KafkaException when the cluster does not answer
     */
    public FencingWriter(KafkaClients clients, String clientId, String transactionalId) {
        this(new KafkaProducer<>(settings(clients, clientId, transactionalId)));
    }

    /**
     * Fences all earlier writers of the producer's transactional id.
     *
     * @param producer closed with this writer
     * @throws KafkaException when the cluster does not answer
     */
    public FencingWriter(Producer<String, byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The settings of a writer's producer. */
    public static Map<String, Object> settings(KafkaClients clients, String clientId, String transactionalId) {
        Map<String, Object> config = clients.producer(clientId);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWERS_WITHIN_MS);
        return config;
    }

    /**
     * Commits records in one transaction.
     *
     * @return the places of the records, in their order
     * @throws KafkaException when a later writer was made, or for any other failure. The records may be committed
     *     nevertheless: the next writer settles the transaction, and a reader then finds the records in the log, or
     *     does not ({@link FencedLog})
     */
    public List<RecordMetadata> commit(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> written =
                records.stream().map(producer::send).toList();
        producer.commitTransaction();
        return written.stream().map(FencingWriter::place).toList();
    }

    private static RecordMetadata place(Future<RecordMetadata> written) {
        try {
            return written.get();
        } catch (ExecutionException e) {
            throw new KafkaException("A committed record has no place", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted after a commit", e);
        }
    }

    /** Closes without a wait: the next writer aborts an open transaction. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
