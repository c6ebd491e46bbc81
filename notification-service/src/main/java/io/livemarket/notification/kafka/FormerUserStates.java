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
 * The state that version 0.1.0 and earlier kept of a partition: users in a changelog of Kafka Streams, and a topic of
 * facts by user, through which facts went from the partitions of chats to those of users. Read once, when this version
 * owns a partition for the first time.
 */
final class FormerUserStates implements FormerState {

    private static final Logger log = LoggerFactory.getLogger(FormerUserStates.class);
    private static final String CHANGELOG = NotificationEngine.NAME + "-users-changelog";
    private static final String FACTS = "livemarket.notifications.facts.v1";
    private static final EventCodec<Fact> CODEC = EventCodec.of(Fact.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int ID_LENGTH = 36;

    private final KafkaClients clients;

    FormerUserStates(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public void into(int partition, UserStates users, BiConsumer<UUID, Fact> facts, BooleanSupplier goOn) {
        FormerChangelog.of(clients, CHANGELOG).read(partition, goOn).forEach((key, value) -> store(key, value, users));
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

    /** Decides the facts up to the end of the log. Waits for a transaction that an earlier version left open to end. */
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
        log.info("Facts decided that an earlier version had written only: partition={}, facts={}", written, decided);
    }

    /**
     * Stores one part of a user. The former key of a part is the user's id, a slash and a letter; the version, whose
     * key is the id alone, follows from the events and is not taken over.
     */
    private static void store(String key, byte[] value, UserStates users) {
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
