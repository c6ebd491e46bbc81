package io.livemarket.file.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.file.config.FileProperties;
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

/** Creates the engine that decides {@code files.commands}. */
public final class FileEngine {

    /**
     * The name of engine and consumer group in every version of the service: in one group, the version with Kafka
     * Streams and this one never decide a partition at the same time.
     */
    private static final String NAME = "file-service.decider.v1";

    /** Version 3 has an entry for each message of a file. */
    private static final int STATE_VERSION = 3;

    private static final int BATCH = 500;

    private FileEngine() {}

    public static DeciderEngine of(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            FileProperties properties,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        EngineSettings settings = new EngineSettings(
                NAME,
                new DecidedTopics(
                        Topics.FILES_COMMANDS, Topics.FILES_EVENTS, FileTopics.JOURNAL, FileTopics.DEAD_LETTERS),
                LocalState.of(common, NAME),
                STATE_VERSION,
                BATCH,
                Duration.ZERO);
        return new DeciderEngine(
                settings,
                clients,
                topics,
                producer,
                (_, state) -> new FilePartition(state, properties.unsentKept(), properties.collectEvery()),
                metrics);
    }
}
