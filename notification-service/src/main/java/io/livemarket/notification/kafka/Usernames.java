package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The names of users, for texts, as {@code users.events} has them. */
public final class Usernames {

    private final Map<String, String> names = new ConcurrentHashMap<>();

    private record Named(String username) {}

    /** Takes an event of a user. A deleted account has no name any more. */
    public void read(ConsumerRecord<String, byte[]> record) {
        if (record.key() != null && NotificationFeed.isDeletion(record)) {
            names.remove(record.key());
            return;
        }
        String name = record.key() == null || record.value() == null ? null : Json.read(record.value(), Named.class).username();
        if (name != null) {
            names.put(record.key(), name);
        }
    }

    /** The name, or null. */
    public String of(UUID user) {
        return names.get(user.toString());
    }
}
