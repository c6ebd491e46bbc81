package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DecidedTopics;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.engine.LocalState;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.Seal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the engine of notification-service: it consumes the events of chats, moderation and users as its feed, and
 * decides {@code notifications.commands}.
 */
public final class NotificationEngine {

    /** The consumer group, which every version has: so an earlier version and this one never decide side by side. */
    static final String NAME = "notification-service.decider.v1";

    /** Version 2 has an index of inboxes, and version 3 timers of reminders. */
    private static final int STATE_VERSION = 3;

    private static final int BATCH = 500;

    /** The collaborators of the decisions of all partitions. */
    public record Dependencies(Timing timing, Seal seal, Usernames names, NotificationMetrics metrics) {}

    private NotificationEngine() {}

    public static DeciderEngine of(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Dependencies dependencies,
            Producer<String, byte[]> producer,
            MeterRegistry registry) {
        topics.provision(NotificationTopics.ALL);
        EngineSettings settings = new EngineSettings(
                NAME,
                new DecidedTopics(
                        Topics.NOTIFICATIONS_COMMANDS,
                        Topics.NOTIFICATIONS_EVENTS,
                        NotificationTopics.JOURNAL,
                        NotificationTopics.DEAD_LETTERS),
                LocalState.of(common, NAME),
                STATE_VERSION,
                BATCH,
                Duration.ZERO);
        FormerState former = new FormerUserStates(clients);
        return new DeciderEngine(
                settings,
                clients,
                topics,
                producer,
                (partition, state) -> new NotificationPartition(
                        partition,
                        state,
                        dependencies.timing(),
                        dependencies.seal(),
                        dependencies.metrics(),
                        dependencies.names()::of,
                        former),
                registry,
                NotificationFeed.of(
                        dependencies.metrics(),
                        Clock.systemUTC(),
                        !dependencies.timing().remindAfter().isZero()));
    }
}
