package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which users exist, as {@code users.events} has them. */
public final class RegisteredUsers {

    private final Set<UUID> users = ConcurrentHashMap.newKeySet();

    /** Takes an event of a user: any of them shows that the user exists. */
    public void read(ConsumerRecord<String, byte[]> record) {
        Ids.parse(record.key()).ifPresent(users::add);
    }

    boolean contains(UUID user) {
        return users.contains(user);
    }
}
