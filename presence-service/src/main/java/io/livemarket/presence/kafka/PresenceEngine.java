package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DecidedTopics;
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

/** Makes the engine that decides the presence of users. */
public final class PresenceEngine {

    /** The consumer group, which every version has. */
    private static final String NAME = "presence-service.status.v1";

    private static final int STATE_VERSION = 1;
    private static final int BATCH = 2_000;

    /** The collaborators of the decisions of all partitions. */
    public record Dependencies(
            PresenceTiming timing,
            ChatPartners chatPartners,
            BlockList blocks,
            LatestHeartbeats heartbeats,
            PresenceMetrics counters) {}

    private PresenceEngine() {}

    /** @param pace the least time between two transactions of a partition: decisions in between share one */
    public static DeciderEngine of(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Dependencies dependencies,
            Duration pace,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        topics.provision(List.of(Topics.PRESENCE_EVENTS, Topics.PRESENCE_DEVICES));
        EngineSettings settings = new EngineSettings(
                NAME,
                new DecidedTopics(
                        Topics.PRESENCE_SESSIONS,
                        PresenceTopics.JOURNAL,
                        PresenceTopics.JOURNAL,
                        PresenceTopics.DEAD_LETTERS),
                LocalState.of(common, NAME),
                STATE_VERSION,
                BATCH,
                pace);
        PresencePartition.Environment environment = new PresencePartition.Environment(
                dependencies.timing(),
                dependencies.chatPartners(),
                dependencies.blocks(),
                dependencies.heartbeats(),
                dependencies.counters(),
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
