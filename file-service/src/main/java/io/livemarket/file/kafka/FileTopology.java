package io.livemarket.file.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Two halves. Messages that carry files, or that did and were taken back, become commands to those files; and commands to
 * files are decided, file by file.
 */
final class FileTopology {

    /** Commands that nobody can read. */
    static final Topic DEAD_LETTER_TOPIC = new Topic(Topics.FILES_COMMANDS.deadLetters(), "file", "file-service",
            Duration.ofDays(90), false, false);

    static final String FILES = "files";
    static final String UNSENT = "unsent";
    static final String CARRIED = "carried";
    static final String EVENTS = "events";
    static final String RESULTS = "results";
    static final String COMMANDS_OUT = "commands-out";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String COMMANDS = "commands";
    private static final String DECIDE = "decide";
    private static final String MESSAGES = "messages";
    private static final String FOLLOW = "follow";

    private FileTopology() {}

    /**
     * The topology, ready to run.
     *
     * @param patience how long an uploaded file may wait for its message
     * @param every how often to look for those that waited too long
     */
    static Topology build(Duration patience, Duration every) {
        Topology topology = new Topology();
        var string = Serdes.String();
        var bytes = Serdes.ByteArray();

        topology.addSource(MESSAGES, string.deserializer(), bytes.deserializer(), Topics.CHAT_EVENTS.name());
        topology.addProcessor(FOLLOW, AttachmentFollower::new, MESSAGES);
        topology.addStateStore(persistent(CARRIED), FOLLOW);
        topology.addSink(COMMANDS_OUT, Topics.FILES_COMMANDS.name(), string.serializer(), bytes.serializer(), FOLLOW);

        topology.addSource(COMMANDS, string.deserializer(), bytes.deserializer(), Topics.FILES_COMMANDS.name());
        topology.addProcessor(DECIDE, () -> new FileCommandProcessor(patience, every), COMMANDS);
        topology.addStateStore(persistent(FILES), DECIDE);
        topology.addStateStore(persistent(UNSENT), DECIDE);
        topology.addSink(EVENTS, Topics.FILES_EVENTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(RESULTS, Topics.FILES_RESULTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(DEAD_LETTERS, DEAD_LETTER_TOPIC.name(), string.serializer(), bytes.serializer(), DECIDE);
        return topology;
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> persistent(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
