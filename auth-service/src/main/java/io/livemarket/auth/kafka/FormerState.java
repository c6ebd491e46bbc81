package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What version 0.1.0 and earlier kept: families of refresh tokens and used idempotency keys in changelogs of Kafka Streams, and
 * signing keys in their topic. Accounts need no taking over, since the credentials hold them. Read once, when this version owns the
 * partition for the first time.
 */
class FormerState {

    /** Of a cluster that no earlier version has written to. */
    static final FormerState NONE = new FormerState(null, null) {
        @Override
        void into(AuthState state, BooleanSupplier goOn) {
            // There is nothing to take over.
        }
    };

    private static final Logger log = LoggerFactory.getLogger(FormerState.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final Vault vault;

    FormerState(KafkaClients clients, Vault vault) {
        this.clients = clients;
        this.vault = vault;
    }

    /**
     * Takes over what is there; a no-op on a cluster that no earlier version has written to.
     *
     * @param goOn false to end early; what was taken over until then is of no use
     */
    void into(AuthState state, BooleanSupplier goOn) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer("former-state"))) {
            SealedCodec<SigningKey> keys = new SealedCodec<>(vault, AuthTopics.KEYS, SigningKey.class);
            read(consumer, AuthTopics.KEYS.name(), goOn).forEach((key, value) ->
                    state.put(SealedValues.opening(AuthTopics.KEYS.name(), () -> keys.read(key, value))));
            List<String> taken = new ArrayList<>();
            var topics = consumer.listTopics(WITHIN).keySet();
            for (String store : List.of(AuthState.FAMILIES, AuthState.REGISTRATIONS)) {
                String changelog = AuthEngine.NAME + "-" + store + "-changelog";
                if (topics.contains(changelog)) {
                    Map<String, byte[]> entries = read(consumer, changelog, goOn);
                    take(store, entries, state);
                    taken.add(entries.size() + " " + store);
                }
            }
            if (!taken.isEmpty()) {
                log.info("Taken over from the changelogs of an earlier version: {}", taken);
            }
        }
    }

    private void take(String store, Map<String, byte[]> entries, AuthState state) {
        if (store.equals(AuthState.FAMILIES)) {
            ValueCodec<RefreshFamily> families = SealedValues.of(vault, store, RefreshFamily.class);
            entries.values().forEach(family -> state.put(families.read().apply(family)));
        } else {
            ValueCodec<Registration> registrations = SealedValues.of(vault, store, Registration.class);
            entries.forEach((key, registration) -> state.put(key, registrations.read().apply(registration)));
        }
    }

    /** The newest value of each key. Waits until a transaction has ended that an earlier version left open. */
    private Map<String, byte[]> read(KafkaConsumer<String, byte[]> consumer, String topic, BooleanSupplier goOn) {
        Map<String, byte[]> entries = new TreeMap<>();
        TopicPartition log = new TopicPartition(topic, 0);
        long end = end(log);
        consumer.assign(List.of(log));
        consumer.seekToBeginning(List.of(log));
        while (goOn.getAsBoolean() && consumer.position(log) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.value() == null) {
                    entries.remove(record.key());
                } else {
                    entries.put(record.key(), record.value());
                }
            }
        }
        return entries;
    }

    /** The end of the log, open transactions included. */
    private long end(TopicPartition log) {
        Map<String, Object> config = clients.consumer("former-state-end");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            return consumer.endOffsets(List.of(log)).get(log);
        }
    }
}
