package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.engine.FormerChangelog;
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
 * What version 0.1.0 and earlier kept of a partition: users in a changelog of Kafka Streams, and facts by user in a
 * topic on the way from the chats' partitions to the users'. Read once, when a partition is owned by this version for
 * the first time.
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
     * @param goOn false to end early; what was taken over until then is of no use
     */
    void into(int partition, UserStates users, BiConsumer<UUID, Fact> facts, BooleanSupplier goOn) {
        FormerChangelog.of(clients, CHANGELOG).read(partition, goOn).forEach((key, value) -> take(key, value, users));
        TopicPartition written = new TopicPartition(FACTS, partition);
        Map<String, Object> config = clients.consumer("former-facts-" + partition);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, NotificationEngine.NAME);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            if (consumer.listTopics(WITHIN).containsKey(FACTS)) {
                OffsetAndMetadata decided =
                        consumer.committed(Set.of(written), WITHIN).get(written);
                consumer.assign(Set.of(written));
                consumer.seek(written, decided == null ? 0 : decided.offset());
                decide(consumer, written, facts, goOn);
            }
        }
    }

    /** Reads to the end. Waits until a transaction has ended that an earlier version left open. */
    private void decide(
            KafkaConsumer<String, byte[]> consumer,
            TopicPartition written,
            BiConsumer<UUID, Fact> facts,
            BooleanSupplier goOn) {
        long end = FormerChangelog.end(clients, written);
        int decided = 0;
        while (goOn.getAsBoolean() && consumer.position(written) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                CODEC.read(record.headers(), record.value())
                        .ifPresent(fact -> facts.accept(UUID.fromString(record.key()), fact));
                decided++;
            }
        }
        log.info("{} facts of {} are decided that an earlier version left", decided, written);
    }

    /**
     * The parts of a user are under the user's id, a slash and a letter; the version, under the id alone, follows from
     * the events.
     */
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
            users.put(user, Json.read(value, OpenNotification.class));
        }
    }
}
