package io.livemarket.chat.kafka;

import io.livemarket.chat.config.ChatProperties;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.engine.DecidedTopics;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.engine.LocalState;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The engine that decides {@code chat.commands}. It starts deciding once all users, files and products are read that
 * existed when the instance started.
 */
public final class ChatEngine implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(ChatEngine.class);
    /**
     * The name of engine and consumer group in every version of the service: in one group, an earlier version and this
     * one never decide a partition at the same time.
     */
    private static final String NAME = "chat-service.decider.v1";

    private static final int STATE_VERSION = 3;
    private static final Duration REFERENCE_READ_WITHIN = Duration.ofSeconds(120);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final LiveMarketProperties common;
    private final ChatProperties properties;
    private final ContentChecks checks;
    private final Producer<String, byte[]> producer;
    private final MeterRegistry metrics;
    private volatile @Nullable ReferenceTail reference;
    private volatile @Nullable DeciderEngine engine;

    public ChatEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            ChatProperties properties,
            ContentChecks checks,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        this.clients = clients;
        this.topics = topics;
        this.common = common;
        this.properties = properties;
        this.checks = checks;
        this.producer = producer;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        ChatWarmUp.start(checks.screener());
        topics.provision(
                List.of(Topics.USERS_EVENTS, Topics.FILES_EVENTS, Topics.PRODUCTS_EVENTS, Topics.CHAT_RESULTS));
        ReferenceTail users = new ReferenceTail(
                clients,
                properties.newAccounts().age(),
                new FirstContacts(properties.newAccounts().chatsPerHour()));
        reference = users;
        awaitReference(users);
        FormerState former = FormerState.of(clients);
        ChatPartition.Timing timing = new ChatPartition.Timing(properties.answersKept(), properties.groupReceipts());
        DeciderEngine created = new DeciderEngine(
                settings(),
                clients,
                topics,
                producer,
                (partition, state) -> new ChatPartition(partition, state, users, checks, former, timing),
                metrics);
        created.start();
        engine = created;
    }

    private static void awaitReference(ReferenceTail users) {
        try {
            if (!users.awaitReady(REFERENCE_READ_WITHIN)) {
                log.warn(
                        "Users, files and products not completely read within {}; commands that name unread ones wait and are then refused",
                        REFERENCE_READ_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while users, files and products were read", e);
        }
    }

    private EngineSettings settings() {
        return new EngineSettings(
                NAME,
                new DecidedTopics(
                        Topics.CHAT_COMMANDS, Topics.CHAT_EVENTS, ChatTopics.JOURNAL, ChatTopics.DEAD_LETTERS),
                LocalState.of(common, NAME),
                STATE_VERSION,
                properties.batch(),
                properties.pace());
    }

    @Override
    public void stop() {
        DeciderEngine running = engine;
        engine = null;
        if (running != null) {
            running.stop();
        }
        ReferenceTail users = reference;
        reference = null;
        if (users != null) {
            users.close();
        }
    }

    /** Whether the user deleted the account, as far as {@code users.events} is read; false while nothing runs. */
    public boolean userDeleted(UUID userId) {
        ReferenceTail users = reference;
        return users != null && users.userDeleted(userId);
    }

    @Override
    public boolean isRunning() {
        return engine != null;
    }

    @Override
    public int getPhase() {
        return Phases.ENGINES;
    }

    @Override
    public PartStatus status() {
        DeciderEngine running = engine;
        return running == null ? PartStatus.broken("not running") : running.status();
    }
}
