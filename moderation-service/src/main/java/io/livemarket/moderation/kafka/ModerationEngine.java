package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Decides about reports, blocks and suspensions, and notes flagged messages, exactly once. */
public final class ModerationEngine implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(ModerationEngine.class);
    /** Of every version: the consumer group keeps an earlier one and this one from deciding side by side. */
    private static final String NAME = "moderation-service.decider.v1";
    private static final int STATE_VERSION = 1;
    private static final int BATCH = 500;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final DeciderEngine engine;
    private volatile RegisteredUsers users;
    private volatile int enforcers;

    public ModerationEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            Producer<String, byte[]> producer, MeterRegistry metrics) {
        this.clients = clients;
        this.topics = topics;
        this.producer = producer;
        this.engine = new DeciderEngine(settings(common.dataDir()), clients, topics, producer,
                (_, state) -> new ModerationPartition(state, user -> users.contains(user), this::enforcers, metrics),
                metrics, FlaggedMessages.feed());
    }

    private static EngineSettings settings(Path data) {
        return new EngineSettings(NAME, ModerationTopics.COMMANDS, Topics.MODERATION_EVENTS, ModerationTopics.JOURNAL,
                ModerationTopics.DEAD_LETTERS, data.resolve("engine").resolve(NAME), STATE_VERSION, BATCH, Duration.ZERO);
    }

    @Override
    public void start() {
        topics.provision(ModerationTopics.ALL);
        RegisteredUsers reading = new RegisteredUsers(clients);
        users = reading;
        try {
            if (!reading.awaitReady(READY_WITHIN)) {
                log.warn("Users are not all known after {}; commands that name others are refused", READY_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at the start", e);
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (enforcers() == 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The partitions of " + Topics.CHAT_COMMANDS.name() + " could not be asked for");
            }
        }
        engine.start();
    }

    /** How many partitions of chat-service must know of a block, as the cluster answered last; each call waits half a second at most. */
    private int enforcers() {
        try {
            enforcers = producer.partitionsFor(Topics.CHAT_COMMANDS.name()).size();
        } catch (KafkaException e) {
            log.debug("The partitions of {} could not be asked for: {}", Topics.CHAT_COMMANDS.name(), e.toString());
        }
        return enforcers;
    }

    @Override
    public void stop() {
        engine.stop();
        RegisteredUsers reading = users;
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public boolean isRunning() {
        return engine.isRunning();
    }

    @Override
    public int getPhase() {
        return Phases.ENGINES;
    }

    @Override
    public PartStatus status() {
        return engine.status();
    }
}
