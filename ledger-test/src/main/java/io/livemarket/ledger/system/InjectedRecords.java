package io.livemarket.ledger.system;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records that no service can read or decide, written to every topic of events and commands. */
final class InjectedRecords {

    /** The header of injected records, by which the ledger's reader of the log skips them. */
    static final String MARK = "lm_ledger";

    private final Map<String, Object> broker;
    private final Map<UUID, ? extends Collection<UUID>> chats;

    /** @param chats participants by chat; an unknown event gets the key of one of the chats */
    InjectedRecords(String kafka, Map<UUID, ? extends Collection<UUID>> chats) {
        this.broker = Map.of("bootstrap.servers", kafka);
        this.chats = chats;
    }

    /**
     * Writes a record of a known type whose value is no JSON, under a key of its own, to every topic; returns the
     * number of records.
     */
    int poison(long salt) throws ExecutionException, InterruptedException {
        Random random = new Random(salt);
        return write(topic -> {
            UUID subject = new UUID(random.nextLong(), random.nextLong());
            return record(topic, subject, "chat.message-sent.v1", "{\"chatId\":", List.of());
        });
    }

    /** Writes a record of a type of the next version to every topic; returns the number of records. */
    int unknownType(long salt) throws ExecutionException, InterruptedException {
        List<UUID> keys = List.copyOf(chats.keySet());
        UUID chat = keys.get((int) Math.floorMod(salt, (long) keys.size()));
        Collection<UUID> audience = chats.get(chat);
        return write(topic -> record(
                topic,
                chat,
                "chat.painted-blue.v1",
                "{\"chatId\":\"" + chat + "\"}",
                topic.equals(Topics.CHAT_EVENTS.name()) && audience != null ? audience : List.of()));
    }

    private interface Made {
        ProducerRecord<String, byte[]> forTopic(String topic);
    }

    private int write(Made made) throws ExecutionException, InterruptedException {
        List<String> topics;
        try (Admin admin = Admin.create(broker)) {
            topics = admin.listTopics().names().get().stream()
                    .filter(InjectedRecords::isOfEventsOrCommands)
                    .sorted()
                    .toList();
        }
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            topics.forEach(topic -> sent.add(producer.send(made.forTopic(topic))));
            for (Future<?> each : sent) {
                each.get();
            }
        }
        return topics.size();
    }

    private static boolean isOfEventsOrCommands(String topic) {
        return topic.matches("livemarket\\.[a-z-]+\\.(events|commands)\\.v\\d+");
    }

    private static ProducerRecord<String, byte[]> record(
            String topic, UUID subject, String type, String value, Collection<UUID> audience) {
        var record = new ProducerRecord<>(topic, subject.toString(), value.getBytes(StandardCharsets.UTF_8));
        Headers headers = Envelope.describe(
                record.headers(), UUID.randomUUID().toString(), type, "/ledger", Instant.now(), subject);
        Envelope.put(headers, MARK, "1");
        if (!audience.isEmpty()) {
            Envelope.audience(headers, audience);
        }
        return record;
    }
}
