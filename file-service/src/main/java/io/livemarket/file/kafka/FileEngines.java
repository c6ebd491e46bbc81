package io.livemarket.file.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.file.config.FileProperties;
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

/** Makes the two engines of this service: the decider of files, and the follower of the messages that carry them. */
public final class FileEngines {

    /** Of both engines and of every version: it keeps an earlier version and this one from deciding side by side. */
    static final String GROUP = "file-service.decider.v1";

    private static final String FOLLOWER = "file-service.attachments.v1";
    private static final int STATE_VERSION = 1;
    private static final int BATCH = 500;
    /** No caller waits for an attachment; the chats' events are many. */
    private static final Duration FOLLOWER_PACE = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final LiveMarketProperties common;
    private final MeterRegistry metrics;

    public FileEngines(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            Producer<String, byte[]> producer, MeterRegistry metrics) {
        this.clients = clients;
        this.topics = topics;
        this.producer = producer;
        this.common = common;
        this.metrics = metrics;
    }

    /** Decides {@code files.commands}. */
    public DeciderEngine decider(FileProperties properties) {
        EngineSettings settings = new EngineSettings(GROUP, Topics.FILES_COMMANDS, Topics.FILES_EVENTS, FileTopics.JOURNAL,
                FileTopics.DEAD_LETTERS, LocalState.of(common, GROUP), STATE_VERSION, BATCH, Duration.ZERO);
        return new DeciderEngine(settings, clients, topics, producer,
                (_, state) -> new FilePartition(state, properties.unsentKept(), properties.collectEvery()), metrics);
    }

    /** Follows {@code chat.events}. */
    public DeciderEngine follower() {
        EngineSettings settings = new EngineSettings(FOLLOWER, GROUP, Topics.CHAT_EVENTS, FileTopics.ATTACHMENTS_JOURNAL,
                FileTopics.ATTACHMENTS_JOURNAL, FileTopics.CHAT_DEAD_LETTERS, LocalState.of(common, FOLLOWER), STATE_VERSION,
                BATCH, FOLLOWER_PACE);
        FormerChangelog former = FormerChangelog.of(clients, GROUP + "-carried-changelog");
        return new DeciderEngine(settings, clients, topics, producer,
                (partition, state) -> new AttachmentFollower(partition, state, former), metrics);
    }
}
