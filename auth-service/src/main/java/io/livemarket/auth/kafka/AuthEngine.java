package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.RoleDecider;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.engine.DecidedTopics;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineSettings;
import io.livemarket.kit.engine.Feed;
import io.livemarket.kit.engine.LocalState;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.SmartLifecycle;

/**
 * The one writer of accounts, sessions and keys. One of several instances owns the partition and decides; another one
 * takes over within seconds when it stops or dies. State that cannot be opened stops the engine: the master key is
 * wrong.
 */
public final class AuthEngine implements SmartLifecycle, Part {

    /** The consumer group, which every version has: so an earlier version and this one never decide side by side. */
    static final String NAME = "auth-service.writer.v1";

    /**
     * The version of the local state's form. Version 5 has external and service accounts, which earlier versions store
     * as accounts with a password, and version 6 the languages of users.
     */
    private static final int STATE_VERSION = 6;

    private static final int BATCH = 500;

    private final DeciderEngine engine;
    private final TopicProvisioner topics;

    /**
     * The collaborators of the decisions.
     *
     * @param operators the accounts that may grant roles
     * @param reminders the policy for mails that remind of unread messages
     * @param onDeadLetter called for each record that goes to the dead letter topic
     */
    public record Dependencies(
            Vault vault, RoleDecider.Operators operators, ReminderMails.Policy reminders, Runnable onDeadLetter) {}

    public AuthEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Dependencies dependencies,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        this.topics = topics;
        Vault vault = dependencies.vault();
        FormerState former = FormerChangelogs.of(clients, vault);
        this.engine = new DeciderEngine(
                settings(LocalState.of(common, NAME), vault),
                clients,
                topics,
                producer,
                (_, state) -> new AuthPartition(
                        state,
                        vault,
                        former,
                        dependencies.operators(),
                        dependencies.reminders(),
                        dependencies.onDeadLetter()),
                metrics,
                dependencies.reminders().on() ? ReminderMails.FEED : Feed.NONE);
    }

    /**
     * The state's version depends on the master key, so that the local state is rebuilt under another key: its values
     * are sealed, and its addresses hashed, with the key.
     */
    private static EngineSettings settings(LocalState local, Vault vault) {
        return new EngineSettings(
                NAME,
                new DecidedTopics(
                        AuthTopics.COMMANDS, AuthTopics.CREDENTIALS, AuthTopics.JOURNAL, AuthTopics.DEAD_LETTERS),
                local,
                31 * STATE_VERSION + vault.sealingKeyId(),
                BATCH,
                Duration.ZERO);
    }

    @Override
    public void start() {
        topics.provision(AuthTopics.ALL);
        engine.start();
    }

    @Override
    public void stop() {
        engine.stop();
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
