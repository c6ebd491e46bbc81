package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.engine.LocalState;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/** Makes the engine that decides who is there. */
public final class PresenceEngine {

    /** Of every version. */
    private static final String NAME = "presence-service.status.v1";

    private static final int STATE_VERSION = 1;
    private static final int BATCH = 2_000;

    /** What deciding needs beside its state. */
    public record Means(
            PresenceRules rules, Company company, BlockList blocks, SignsOfLife signs, PresenceMetrics counters) {}

    private PresenceEngine() {}

    /** @param pace how long what follows waits, to be committed together with more */
    public static DeciderEngine of(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Means means,
            Duration pace,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        topics.provision(List.of(Topics.PRESENCE_EVENTS, Topics.PRESENCE_DEVICES));
        EngineSettings settings = new EngineSettings(
                NAME,
                Topics.PRESENCE_SESSIONS,
                PresenceTopics.JOURNAL,
                PresenceTopics.JOURNAL,
                PresenceTopics.DEAD_LETTERS,
                LocalState.of(common, NAME),
                STATE_VERSION,
                BATCH,
                pace);
        PresencePartition.Environment environment = new PresencePartition.Environment(
                means.rules(),
                means.company(),
                means.blocks(),
                means.signs(),
                means.counters(),
                FormerChangelog.of(clients, NAME + "-users-changelog"));
        return new DeciderEngine(
                settings,
                clients,
                topics,
                producer,
                (partition, state) -> new PresencePartition(partition, state, environment),
                metrics);
    }
}
