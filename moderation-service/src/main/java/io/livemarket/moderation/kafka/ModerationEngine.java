package io.livemarket.moderation.kafka;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.streams.StreamsEngine;
import io.livemarket.kit.streams.StreamsSettings;
import io.livemarket.moderation.config.ModerationProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Makes the engine that decides about reports, blocks and suspensions, exactly once. */
public final class ModerationEngine {

    private static final String APPLICATION_ID = "moderation-service.decider.v1";

    private ModerationEngine() {}

    public static StreamsEngine of(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            ModerationProperties properties, MeterRegistry metrics) {
        Properties config = StreamsSettings.decider(clients, common, APPLICATION_ID, "moderation-decider");
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, properties.standbyReplicas());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return new StreamsEngine("The moderation decider", () -> ModerationTopology.build(metrics), config, topics,
                ModerationTopics.ALL);
    }
}
