package io.livemarket.kit.testing;

import io.livemarket.kit.kafka.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Producers of tests. A service gives up after milliseconds, so that a caller is answered; a test on a busy machine
 * waits until the broker gave the producer its id and knows a new topic.
 */
public final class TestProducer {

    private static final int KNOWN_WITHIN_MS = 60_000;
    private static final int WRITTEN_WITHIN_MS = 120_000;

    private TestProducer() {}

    public static KafkaProducer<String, byte[]> create(KafkaClients clients, String clientId) {
        Map<String, Object> settings = clients.producer(clientId);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, KNOWN_WITHIN_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITTEN_WITHIN_MS);
        return new KafkaProducer<>(settings);
    }
}
