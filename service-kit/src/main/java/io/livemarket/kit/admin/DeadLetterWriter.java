package io.livemarket.kit.admin;

import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Commits what is decided about a service's dead letters. The transactional id is one for all instances of the service: from the
 * moment that a writer is made, no earlier writer commits, and what earlier ones committed can be read.
 */
final class DeadLetterWriter implements AutoCloseable {

    private static final int ANSWERS_WITHIN_MS = 8_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final Producer<String, byte[]> producer;

    DeadLetterWriter(KafkaClients clients, String service) {
        Map<String, Object> config = clients.producer("dead-letters");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, service + ".dead-letters.v1");
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWERS_WITHIN_MS);
        producer = new KafkaProducer<>(config);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws org.apache.kafka.common.KafkaException when the outcome is unknown, or a later writer was made */
    void commit(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.commitTransaction();
    }

    /** Ends without a wait: an open transaction is aborted by the next writer. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
