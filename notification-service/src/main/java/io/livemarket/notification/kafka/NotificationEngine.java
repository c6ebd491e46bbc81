package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.Seal;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Decides about notifications: takes the events of chats and of moderation, and decides {@code notifications.commands}. */
public final class NotificationEngine implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(NotificationEngine.class);
    /** Of every version: the consumer group keeps an earlier one and this one from deciding side by side. */
    static final String NAME = "notification-service.decider.v1";

    private static final int STATE_VERSION = 1;
    private static final int BATCH = 500;
    private static final Duration NAMES_READ_WITHIN = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final DeciderEngine engine;
    private volatile Usernames names;

    public NotificationEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, Timing timing,
            Seal seal, NotificationMetrics metrics, Producer<String, byte[]> producer, MeterRegistry registry) {
        this.clients = clients;
        this.topics = topics;
        FormerState former = new FormerState(clients);
        this.engine = new DeciderEngine(settings(common.dataDir()), clients, topics, producer,
                (partition, state) -> new NotificationPartition(
                        partition, state, timing, seal, metrics, user -> names.of(user), former),
                registry, NotificationFeed.of(metrics, Clock.systemUTC()));
    }

    private static EngineSettings settings(Path data) {
        return new EngineSettings(NAME, Topics.NOTIFICATIONS_COMMANDS, Topics.NOTIFICATIONS_EVENTS,
                NotificationTopics.JOURNAL, NotificationTopics.DEAD_LETTERS, data.resolve("engine").resolve(NAME),
                STATE_VERSION, BATCH, Duration.ZERO);
    }

    @Override
    public void start() {
        topics.provision(NotificationTopics.ALL);
        Usernames reading = new Usernames(clients);
        names = reading;
        try {
            if (!reading.awaitReady(NAMES_READ_WITHIN)) {
                log.warn("The names of users are not all known after {}; pushes lack those that are missing",
                        NAMES_READ_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at the start", e);
        }
        engine.start();
    }

    @Override
    public void stop() {
        engine.stop();
        Usernames reading = names;
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
