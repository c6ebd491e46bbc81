package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Commands in; events, answers and what chat-service must enforce out; one record per person in a state store. */
final class ModerationTopology {

    static final String PEOPLE = "people";
    static final String USERS = "users";
    static final String EVENTS = "events";
    static final String RESULTS = "results";
    static final String FLAGS = "open-flags";
    static final String ENFORCEMENT = "enforcement";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String COMMANDS = "commands";
    private static final String DECIDE = "decide";

    private ModerationTopology() {}

    static Topology build(MeterRegistry metrics) {
        Topology topology = new Topology();
        var string = Serdes.String();
        var bytes = Serdes.ByteArray();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(USERS), string, bytes).withLoggingDisabled(),
                "users-events", string.deserializer(), bytes.deserializer(), Topics.USERS_EVENTS.name(), "know-users",
                KnownUsers::new);
        topology.addSource("messages", string.deserializer(), bytes.deserializer(), Topics.CHAT_EVENTS.name());
        topology.addProcessor("pick-flagged", FlaggedMessages::new, "messages");
        topology.addSink("flags", ModerationTopics.COMMANDS.name(), string.serializer(), bytes.serializer(),
                "pick-flagged");
        topology.addSource(COMMANDS, string.deserializer(), bytes.deserializer(), ModerationTopics.COMMANDS.name());
        topology.addProcessor(DECIDE, () -> new ModerationProcessor(metrics), COMMANDS);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(PEOPLE), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled().withLoggingEnabled(Map.of()), DECIDE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(FLAGS), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled().withLoggingEnabled(Map.of()), DECIDE);
        topology.addSink(EVENTS, Topics.MODERATION_EVENTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(RESULTS, ModerationTopics.RESULTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(ENFORCEMENT, Topics.CHAT_COMMANDS.name(), string.serializer(), bytes.serializer(),
                new EveryPartition(), DECIDE);
        topology.addSink(DEAD_LETTERS, ModerationTopics.DEAD_LETTERS.name(), string.serializer(), bytes.serializer(),
                DECIDE);
        return topology;
    }

    /** A copy for each partition (KIP-837): each has a decider of its own that must know. */
    private static final class EveryPartition implements StreamPartitioner<String, byte[]> {

        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, byte[] value, int numPartitions) {
            return Optional.of(IntStream.range(0, numPartitions).boxed().collect(Collectors.toUnmodifiableSet()));
        }
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
