package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What version 0.1.0 and earlier kept of a partition: users in a changelog of Kafka Streams, and facts by user in a topic on the way
 * from the chats' partitions to the users'. Read once, when a partition is owned by this version for the first time.
 */
class FormerState {

    /** Of a cluster that no earlier version has written to. */
    static final FormerState NONE = new FormerState(null) {
        @Override
        void into(int partition, UserStates users, BiConsumer<UUID, Fact> facts, BooleanSupplier goOn) {
            // There is nothing to take over.
        }
    };

    private static final Logger log = LoggerFactory.getLogger(FormerState.class);
    private static final String CHANGELOG = NotificationEngine.NAME + "-users-changelog";
    private static final String FACTS = "livemarket.notifications.facts.v1";
    private static final EventCodec<Fact> CODEC = EventCodec.of(Fact.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int ID_LENGTH = 36;

    private final KafkaClients clients;

    FormerState(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Takes over what is there; a no-op on a cluster that no earlier version has written to.
     *
     * @param facts decides a fact that was written and not decided
     * @param goOn  false to end early; what was taken over until then is of no use
     */
    void into(int partition, UserStates users, BiConsumer<UUID, Fact> facts, BooleanSupplier goOn) {
        Map<String, Object> config = clients.consumer("former-state-" + partition);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, NotificationEngine.NAME);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            Set<String> topics = consumer.listTopics(WITHIN).keySet();
            if (topics.contains(CHANGELOG)) {
                int entries = read(consumer, new TopicPartition(CHANGELOG, partition), 0, goOn,
                        record -> take(record.key(), record.value(), users));
                log.info("Partition {} takes over {} records from the changelog of an earlier version", partition, entries);
            }
            if (topics.contains(FACTS)) {
                TopicPartition written = new TopicPartition(FACTS, partition);
                OffsetAndMetadata decided = consumer.committed(Set.of(written), WITHIN).get(written);
                int entries = read(consumer, written, decided == null ? 0 : decided.offset(), goOn, record ->
                        CODEC.read(record.headers(), record.value()).ifPresent(fact ->
                                facts.accept(UUID.fromString(record.key()), fact)));
                log.info("Partition {} decides {} facts that an earlier version left", partition, entries);
            }
        }
    }

    /** The parts of a user are under the user's id, a slash and a letter; the version, under the id alone, follows from the events. */
    private static void take(String key, byte[] value, UserStates users) {
        UUID user = UUID.fromString(key.substring(0, ID_LENGTH));
        String part = key.substring(ID_LENGTH);
        if (part.equals("/s")) {
            users.put(user, Json.read(value, Settings.class));
        } else if (part.equals("/p")) {
            users.putSealed(user, value);
        } else if (part.startsWith("/c/")) {
            users.put(user, Json.read(value, Inbox.class));
        } else if (part.startsWith("/o/")) {
            Ids.parse(part.substring(3)).ifPresent(id -> {
                if (value == null) {
                    users.deleteOther(user, id);
                } else {
                    users.put(user, Json.read(value, OpenNotification.class));
                }
            });
        }
    }

    /** Reads to the end. Waits until a transaction has ended that an earlier version left open. */
    private int read(KafkaConsumer<String, byte[]> consumer, TopicPartition log, long from, BooleanSupplier goOn,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> action) {
        int records = 0;
        long end = end(log);
        consumer.assign(Set.of(log));
        consumer.seek(log, from);
        while (goOn.getAsBoolean() && consumer.position(log) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                action.accept(record);
                records++;
            }
        }
        return records;
    }

    /** The end of the log, open transactions included. */
    private long end(TopicPartition log) {
        Map<String, Object> config = clients.consumer("former-state-end");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            return consumer.endOffsets(Set.of(log)).get(log);
        }
    }
}
