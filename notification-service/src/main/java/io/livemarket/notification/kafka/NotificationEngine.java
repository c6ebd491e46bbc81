package io.livemarket.notification.kafka;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.streams.StreamsEngine;
import io.livemarket.kit.streams.StreamsSettings;
import io.livemarket.notification.config.NotificationProperties;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Makes the engine that decides about notifications, exactly once. */
public final class NotificationEngine {

    private static final String APPLICATION_ID = "notification-service.decider.v1";
    private static final long CACHE_BYTES = 8L * 1024 * 1024;

    private NotificationEngine() {}

    public static StreamsEngine of(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            NotificationProperties properties, Topology topology) {
        Properties config = StreamsSettings.decider(clients, common, APPLICATION_ID, "decider");
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, properties.commitInterval().toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, properties.standbyReplicas());
        // Within a transaction an inbox that changes several times is written once.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 30_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000);
        return new StreamsEngine("The notification decider", () -> topology, config, topics, NotificationTopics.ALL);
    }
}
