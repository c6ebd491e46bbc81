package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.Seal;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** What happens becomes facts, by user; facts and commands become events, answers and pushes. */
public final class NotificationTopology {

    static final String FACTS = "facts";
    static final String EVENTS = "events";
    static final String RESULTS = "results";
    static final String SUBSCRIPTIONS = "subscriptions";
    static final String PUSHES = "pushes";
    static final String DEAD_LETTERS = "dead-letters";
    static final String USERS = "users";
    static final String NAMES = "names";
    static final String SUBSCRIBERS = "subscribers";

    private static final String CHATS = "chats";
    private static final String OTHERS = "others";
    private static final String DECIDE = "decide";
    private static final String DECIDED = "decided";
    private static final Serializer<String> TEXT = Serdes.String().serializer();
    private static final Deserializer<String> TEXTS = Serdes.String().deserializer();
    private static final Serializer<byte[]> BYTES = Serdes.ByteArray().serializer();
    private static final Deserializer<byte[]> BYTE_ARRAYS = Serdes.ByteArray().deserializer();

    private NotificationTopology() {}

    /** The topology, ready to run. */
    public static Topology build(Timing timing, Seal seal, NotificationMetrics metrics) {
        Topology topology = new Topology();
        global(topology, NAMES, Topics.USERS_EVENTS.name(), () -> new Latest(NAMES, false));
        global(topology, SUBSCRIBERS, NotificationTopics.SUBSCRIPTIONS.name(), () -> new Latest(SUBSCRIBERS, true));

        topology.addSource("chat-events", TEXTS, BYTE_ARRAYS, Topics.CHAT_EVENTS.name());
        topology.addProcessor(CHATS, () -> new ChatFanOut(metrics), "chat-events");
        topology.addSource("other-events", TEXTS, BYTE_ARRAYS, Topics.MODERATION_EVENTS.name());
        topology.addProcessor(OTHERS, OtherFanOut::new, "other-events");
        topology.addSink(FACTS, NotificationTopics.FACTS.name(), TEXT, BYTES, CHATS, OTHERS);
        topology.addSink(DEAD_LETTERS, NotificationTopics.DEAD_LETTERS.name(), TEXT, BYTES, CHATS, OTHERS);

        topology.addSource(DECIDE, TEXTS, BYTE_ARRAYS, NotificationTopics.FACTS.name(),
                Topics.NOTIFICATIONS_COMMANDS.name(), NotificationTopics.SUBSCRIBING.name());
        topology.addProcessor(DECIDED, () -> new NotificationProcessor(timing, seal, metrics), DECIDE);
        topology.addStateStore(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(USERS), Serdes.String(),
                Serdes.ByteArray()).withCachingEnabled().withLoggingEnabled(Map.of()), DECIDED);
        topology.addSink(EVENTS, Topics.NOTIFICATIONS_EVENTS.name(), TEXT, BYTES, DECIDED);
        topology.addSink(RESULTS, Topics.NOTIFICATIONS_RESULTS.name(), TEXT, BYTES, DECIDED);
        topology.addSink(SUBSCRIPTIONS, NotificationTopics.SUBSCRIPTIONS.name(), TEXT, BYTES, DECIDED);
        topology.addSink(PUSHES, NotificationTopics.PUSHES.name(), TEXT, BYTES, DECIDED);
        topology.addSink(NotificationProcessor.UNREADABLE, NotificationTopics.DEAD_LETTERS.name(), TEXT, BYTES, DECIDED);
        return topology;
    }

    private static void global(Topology topology, String store, String topic,
            ProcessorSupplier<String, byte[], Void, Void> keep) {
        topology.addGlobalStore(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(),
                Serdes.ByteArray()).withLoggingDisabled(), store + "-topic", TEXTS, BYTE_ARRAYS, topic, "keep-" + store, keep);
    }

    /** Keeps the newest value of each key, or that there is one. */
    private static final class Latest extends ContextualProcessor<String, byte[], Void, Void> {

        private static final byte[] THERE = {1};

        private final String store;
        private final boolean presence;

        Latest(String store, boolean presence) {
            this.store = store;
            this.presence = presence;
        }

        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> kept = context().getStateStore(store);
            if (record.key() != null) {
                kept.put(record.key(), record.value() != null && presence ? THERE : record.value());
            }
        }
    }
}
