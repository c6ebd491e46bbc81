package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions, signs of life and partners in; presence events out. The three topics have as many partitions each, so that a task
 * knows its users' sessions and partners, and every instance's signs of life.
 */
final class PresenceTopology {

    /** Session facts that nobody can read. */
    static final Topic DEAD_LETTER_TOPIC = new Topic(Topics.PRESENCE_SESSIONS.deadLetters(), "user", "presence-service",
            Duration.ofDays(90), false, false);

    static final List<Topic> TOPICS = List.of(Topics.PRESENCE_SESSIONS, Topics.PRESENCE_HEARTBEATS,
            Topics.PRESENCE_PARTNERS, Topics.PRESENCE_EVENTS, DEAD_LETTER_TOPIC);

    static final String USERS = "users";
    static final String GATEWAYS = "gateways";
    static final String DUE = "due";
    static final String PARTNERS = "partners";
    static final String EVENTS = "events";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String SESSIONS_IN = "sessions";
    private static final String HEARTBEATS_IN = "heartbeats";
    private static final String PARTNERS_IN = "partners-met";
    private static final String DECIDE = "decide";
    private static final String REMEMBER = "remember";

    private PresenceTopology() {}

    /** @param rules how long everything takes */
    static Topology build(PresenceRules rules, BlockList blocks, PresenceMetrics metrics) {
        Topology topology = new Topology();
        var string = Serdes.String();
        var bytes = Serdes.ByteArray();
        topology.addSource(SESSIONS_IN, string.deserializer(), bytes.deserializer(), Topics.PRESENCE_SESSIONS.name());
        topology.addSource(HEARTBEATS_IN, string.deserializer(), bytes.deserializer(), Topics.PRESENCE_HEARTBEATS.name());
        topology.addSource(PARTNERS_IN, string.deserializer(), bytes.deserializer(), Topics.PRESENCE_PARTNERS.name());
        topology.addProcessor(DECIDE, () -> new PresenceProcessor(rules, blocks, metrics), SESSIONS_IN, HEARTBEATS_IN);
        topology.addProcessor(REMEMBER, RememberedPartners::new, PARTNERS_IN);
        topology.addStateStore(persistent(USERS), DECIDE);
        topology.addStateStore(persistent(GATEWAYS), DECIDE);
        topology.addStateStore(persistent(DUE), DECIDE);
        topology.addStateStore(persistent(PARTNERS), DECIDE, REMEMBER);
        topology.addSink(EVENTS, Topics.PRESENCE_EVENTS.name(), string.serializer(), bytes.serializer(), DECIDE);
        topology.addSink(DEAD_LETTERS, DEAD_LETTER_TOPIC.name(), string.serializer(), bytes.serializer(), DECIDE);
        return topology;
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> persistent(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** Keeps whom each user has met. */
    private static final class RememberedPartners extends ContextualProcessor<String, byte[], Void, Void> {

        private static final Logger log = LoggerFactory.getLogger(RememberedPartners.class);
        private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> partners = context().getStateStore(PARTNERS);
            try {
                FACTS.read(record.headers(), record.value()).ifPresent(fact -> {
                    switch (fact) {
                        case PartnersMet met -> partners.put(met.userId().toString(),
                                People.add(partners.get(met.userId().toString()), met.partners()));
                    }
                });
            } catch (UnreadableRecordException e) {
                log.error("A record of partners that nobody can read is passed over: {}", e.getMessage());
            }
        }
    }
}
