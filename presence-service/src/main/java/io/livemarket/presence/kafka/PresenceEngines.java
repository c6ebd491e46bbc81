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
import org.apache.kafka.clients.producer.Producer;

/** Makes the two engines of this service. Their names, and those of their groups, are of every version. */
public final class PresenceEngines {

    private static final String STATUS = "presence-service.status.v1";

    private static final String MEETINGS = "presence-service.company.v1";
    private static final int STATE_VERSION = 1;
    private static final int BATCH = 2_000;
    /** Of all messages, few are the first between two people. */
    private static final Duration MEETINGS_PACE = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final LiveMarketProperties common;
    private final MeterRegistry metrics;

    public PresenceEngines(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            Producer<String, byte[]> producer, MeterRegistry metrics) {
        this.clients = clients;
        this.topics = topics;
        this.producer = producer;
        this.common = common;
        this.metrics = metrics;
    }

    /**
     * Decides who is there.
     *
     * @param pace how long what follows waits, to be committed together with more
     */
    public DeciderEngine status(PresenceRules rules, Company company, BlockList blocks, SignsOfLife signs,
            PresenceMetrics counters, Duration pace) {
        EngineSettings settings = new EngineSettings(STATUS, Topics.PRESENCE_SESSIONS, PresenceTopics.JOURNAL,
                PresenceTopics.JOURNAL, PresenceTopics.DEAD_LETTERS, LocalState.of(common, STATUS), STATE_VERSION, BATCH, pace);
        PresencePartition.Environment environment = new PresencePartition.Environment(
                rules, company, blocks, signs, counters, FormerChangelog.of(clients, STATUS + "-users-changelog"));
        return new DeciderEngine(settings, clients, topics, producer,
                (partition, state) -> new PresencePartition(partition, state, environment), metrics);
    }

    /** Follows {@code chat.events} for who meets whom. */
    public DeciderEngine meetings() {
        EngineSettings settings = new EngineSettings(MEETINGS, Topics.CHAT_EVENTS, PresenceTopics.MEETINGS_JOURNAL,
                PresenceTopics.MEETINGS_JOURNAL, PresenceTopics.CHAT_DEAD_LETTERS, LocalState.of(common, MEETINGS),
                STATE_VERSION, BATCH, MEETINGS_PACE);
        return new DeciderEngine(settings, clients, topics, producer, (_, _) -> new MeetingFollower(), metrics);
    }
}
