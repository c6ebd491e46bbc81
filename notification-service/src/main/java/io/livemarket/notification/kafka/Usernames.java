package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.kit.compact.UuidMap;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The names of users, for texts, as {@code users.events} has them. */
public final class Usernames {

    /** User → name in UTF-8. */
    private final UuidMap<byte[]> names = new UuidMap<>();

    private record Named(String username) {}

    /** Takes an event of a user. A deleted account has no name any more. */
    public void read(ConsumerRecord<String, byte[]> record) {
        Ids.parse(record.key()).ifPresent(user -> read(user, record));
    }

    private void read(UUID user, ConsumerRecord<String, byte[]> record) {
        if (NotificationFeed.isDeletion(record)) {
            names.put(user, null);
            return;
        }
        String name = record.value() == null
                ? null
                : Json.read(record.value(), Named.class).username();
        if (name != null) {
            names.put(user, name.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The name, or null. */
    public String of(UUID user) {
        return names.get(user)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .orElse(null);
    }
}
