package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The names of users, for pushes, read from the beginning at each start and followed from then on. */
final class Usernames implements AutoCloseable {

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final TopicTail tail;

    private record Named(String username) {}

    Usernames(KafkaClients clients) {
        tail = TopicTail.fromBeginning("notification-usernames", clients, List.of(Topics.USERS_EVENTS), this::read);
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        String name = record.key() == null || record.value() == null ? null : Json.read(record.value(), Named.class).username();
        if (name != null) {
            names.put(record.key(), name);
        }
    }

    /** Waits until all that was there at the start is read; false when it was not by then. */
    boolean awaitReady(Duration atMost) throws InterruptedException {
        return tail.awaitReady(atMost);
    }

    /** The name, or null. */
    String of(UUID user) {
        return names.get(user.toString());
    }

    @Override
    public void close() {
        tail.close();
    }
}
