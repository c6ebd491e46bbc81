package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DecidedTopics;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.engine.LocalState;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.moderation.content.MassMessages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Makes the engine of moderation-service: it decides {@code moderation.commands}, and flags messages of its feed. */
public final class ModerationEngine {

    /** The consumer group, which every version has: so an earlier version and this one never decide side by side. */
    private static final String NAME = "moderation-service.decider.v1";
    /** Version 4 has the decisions against which users may appeal. */
    private static final int STATE_VERSION = 4;

    private static final int BATCH = 500;

    private ModerationEngine() {}

    public static DeciderEngine of(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            RegisteredUsers users,
            MassMessages mass,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        topics.provision(ModerationTopics.ALL);
        EngineSettings settings = new EngineSettings(
                NAME,
                new DecidedTopics(
                        ModerationTopics.COMMANDS,
                        Topics.MODERATION_EVENTS,
                        ModerationTopics.JOURNAL,
                        ModerationTopics.DEAD_LETTERS),
                LocalState.of(common, NAME),
                STATE_VERSION,
                BATCH,
                Duration.ZERO);
        ChatPartitions enforcers = new ChatPartitions(producer);
        Supplier<EnforcedTopics> enforced = EnforcedTopics.of(clients);
        return new DeciderEngine(
                settings,
                clients,
                topics,
                producer,
                (partition, state) -> new ModerationPartition(
                        partition,
                        state,
                        new ModerationPartition.Environment(users::contains, enforcers, enforced, mass, metrics)),
                metrics,
                FlaggedMessages.feed());
    }
}
