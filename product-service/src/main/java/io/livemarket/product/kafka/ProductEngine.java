package io.livemarket.product.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DecidedTopics;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.engine.LocalState;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** Creates the engine that decides {@code products.commands}. */
public final class ProductEngine {

    private static final String NAME = "product-service.decider.v1";
    private static final int STATE_VERSION = 1;
    private static final int BATCH = 500;

    private ProductEngine() {}

    public static DeciderEngine of(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        EngineSettings settings = new EngineSettings(
                NAME,
                new DecidedTopics(
                        Topics.PRODUCTS_COMMANDS,
                        Topics.PRODUCTS_EVENTS,
                        ProductTopics.JOURNAL,
                        ProductTopics.DEAD_LETTERS),
                LocalState.of(common, NAME),
                STATE_VERSION,
                BATCH,
                Duration.ZERO);
        return new DeciderEngine(
                settings, clients, topics, producer, (_, state) -> new ProductPartition(state), metrics);
    }
}
