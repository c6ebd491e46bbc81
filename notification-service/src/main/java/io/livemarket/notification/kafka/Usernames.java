package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.kit.compact.UuidMap;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The present names of users for the texts of notifications, built from {@code users.events}. Safe for any number of
 * threads.
 */
public final class Usernames {

    /** User → name in UTF-8. */
    private final UuidMap<byte[]> names = new UuidMap<>();

    private record Named(@Nullable String username) {}

    /** Applies an event of a user. A deleted account has no name any more. */
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

    /** The user's present name; absent where it is not known. */
    public @Nullable String of(UUID user) {
        return names.get(user)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .orElse(null);
    }
}
