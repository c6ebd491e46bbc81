package io.livemarket.file.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.file.config.FileProperties;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.streams.StreamsEngine;
import io.livemarket.kit.streams.StreamsSettings;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Makes the engine that decides about files, exactly once. */
public final class FileEngine {

    private static final String APPLICATION_ID = "file-service.decider.v1";
    private static final int COMMIT_INTERVAL_MS = 200;

    private FileEngine() {}

    public static StreamsEngine of(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            FileProperties properties) {
        Properties config = StreamsSettings.decider(clients, common, APPLICATION_ID, "decider");
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 8 * 1024 * 1024);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 30_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000);
        return new StreamsEngine("The file decider",
                () -> FileTopology.build(properties.unsentKept(), properties.collectEvery()), config, topics,
                List.of(Topics.CHAT_EVENTS, Topics.FILES_COMMANDS, Topics.FILES_EVENTS, Topics.FILES_RESULTS,
                        FileTopology.DEAD_LETTER_TOPIC));
    }
}
