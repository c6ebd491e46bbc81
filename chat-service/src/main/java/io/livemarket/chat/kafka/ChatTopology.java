package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Commands in; events, answers and dead letters out; chats, messages, blocks and known users in state stores. */
public final class ChatTopology {

    /** Commands that nobody can read. */
    public static final Topic DEAD_LETTER_TOPIC = new Topic(Topics.CHAT_COMMANDS.deadLetters(), "chat", "chat-service",
            java.time.Duration.ofDays(90), false, false);

    static final String CHATS = "chats";
    static final String MESSAGES = "messages";
    static final String PARKED = "parked";
    static final String BLOCKS = "blocks";
    static final String USERS = "users";
    static final String FILES = "files";
    static final String EVENTS = "events";
    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String COMMANDS = "commands";
    private static final String DECIDE = "decide";

    private ChatTopology() {}

    /**
     * The topology, ready to run.
     *
     * @param polled   counts what the threads that run it poll
     * @param screener knows the rules on content
     */
    static Topology build(PolledRecords polled, Screener screener) {
        Topology topology = new Topology();
        var string = Serdes.String();
        var bytes = Serdes.ByteArray();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(USERS), string, bytes).withLoggingDisabled(),
                "users-events", string.deserializer(), bytes.deserializer(), Topics.USERS_EVENTS.name(), "know-users",
                KnownUsers::new);
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(FILES), string, bytes).withLoggingDisabled(),
                "files-events", string.deserializer(), bytes.deserializer(), Topics.FILES_EVENTS.name(), "know-files",
                KnownFiles::new);
        topology.addSource(COMMANDS, string.deserializer(), bytes.deserializer(), Topics.CHAT_COMMANDS.name());
        topology.addProcessor(DECIDE, () -> new ChatCommandProcessor(polled, screener), COMMANDS);
        topology.addStateStore(persistent(CHATS), DECIDE);
        topology.addStateStore(persistent(MESSAGES), DECIDE);
        topology.addStateStore(persistent(PARKED), DECIDE);
        topology.addStateStore(persistent(BLOCKS), DECIDE);
        topology.addSink(EVENTS, Topics.CHAT_EVENTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(RESULTS, Topics.CHAT_RESULTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(DEAD_LETTERS, DEAD_LETTER_TOPIC.name(), string.serializer(), bytes.serializer(), DECIDE);
        return topology;
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> persistent(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** Keeps that a user exists, and nothing else of them. */
    private static final class KnownUsers extends ContextualProcessor<String, byte[], Void, Void> {

        private static final byte[] EXISTS = {1};

        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> users = context().getStateStore(USERS);
            if (record.key() != null) {
                users.put(record.key(), EXISTS);
            }
        }
    }
}
