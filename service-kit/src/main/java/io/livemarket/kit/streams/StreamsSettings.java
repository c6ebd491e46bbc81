package io.livemarket.kit.streams;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that every Kafka Streams application of this system has. */
public final class StreamsSettings {

    private StreamsSettings() {}

    /**
     * Settings of a decider: exactly once, one thread, no cache.
     *
     * @param applicationId the consumer group; also what the changelogs' names begin with, so it never changes
     * @param client        what its Kafka clients are called
     */
    public static Properties decider(KafkaClients clients, LiveMarketProperties common, String applicationId,
            String client) {
        Properties config = new Properties();
        config.putAll(clients.common(client));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.STATE_DIR_CONFIG, common.dataDir().resolve("streams").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) common.kafka().replicationFactor());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // Between two transactions the coordinator may ask to wait; with the default of 100 ms that is all the latency.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 1);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 1_000);
        // An instance that died without leaving its group is replaced after this.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return config;
    }
}
