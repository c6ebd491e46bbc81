package io.livemarket.kit.enforcement;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps a part of what is enforced in memory: read before what decides and shows starts, and followed from then on. The start fails when it cannot be
 * read in time, because without it users would be shown what they may not see.
 */
public final class EnforcementView implements SmartLifecycle, Part {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final String name;
    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final List<Topic> read;
    private final EnforcementKind kind;
    private final Consumer<EnforcementChange> changes;
    private volatile EnforcementTail tail;

    /** @param read the topics that an {@link EnforcementTail} reads, which are named where a service's right to read them is looked for */
    public EnforcementView(String name, KafkaClients clients, TopicProvisioner topics, List<Topic> read, EnforcementKind kind,
            Consumer<EnforcementChange> changes) {
        this.name = name;
        this.clients = clients;
        this.topics = topics;
        this.read = read;
        this.kind = kind;
        this.changes = changes;
    }

    @Override
    public void start() {
        topics.provision(read);
        EnforcementTail reading = EnforcementTail.start(name, clients, kind, changes);
        tail = reading;
        try {
            if (!reading.awaitReady(READY_WITHIN)) {
                throw new IllegalStateException("What moderation enforces could not be read within " + READY_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading what moderation enforces", e);
        }
    }

    @Override
    public void stop() {
        EnforcementTail reading = tail;
        tail = null;
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }

    @Override
    public PartStatus status() {
        return EnforcementTail.statusOf(tail);
    }
}
