package io.livemarket.testkit.running;

import java.util.HashMap;
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

    /** A producer with the settings of a service and the patience of a test. */
    public static KafkaProducer<String, byte[]> create(Map<String, Object> settings) {
        Map<String, Object> patient = new HashMap<>(settings);
        patient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, KNOWN_WITHIN_MS);
        patient.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITTEN_WITHIN_MS);
        return new KafkaProducer<>(patient);
    }
}
