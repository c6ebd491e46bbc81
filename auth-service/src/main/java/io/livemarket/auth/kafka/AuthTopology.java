package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.events.kafka.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** Commands in; credentials, keys, public facts and answers out. */
public final class AuthTopology {

    static final String CREDENTIALS = "credentials";
    static final String KEYS = "keys";
    static final String USERS = "users";
    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String WRITER = "writer";

    private AuthTopology() {}

    /** @param onDeadLetter told of each command that can never be read */
    public static Topology build(Vault vault, Runnable onDeadLetter) {
        Topology topology = new Topology();
        topology.addSource("commands", new StringDeserializer(), new ByteArrayDeserializer(), AuthTopics.COMMANDS.name());
        topology.addProcessor(WRITER, () -> new AuthProcessor(vault, onDeadLetter), "commands");
        AuthStores.builders(vault).forEach(store -> topology.addStateStore(store, WRITER));
        sink(topology, CREDENTIALS, AuthTopics.CREDENTIALS.name());
        sink(topology, KEYS, AuthTopics.KEYS.name());
        sink(topology, USERS, Topics.USERS_EVENTS.name());
        sink(topology, RESULTS, AuthTopics.RESULTS.name());
        sink(topology, DEAD_LETTERS, AuthTopics.COMMANDS.deadLetters());
        return topology;
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), WRITER);
    }
}
