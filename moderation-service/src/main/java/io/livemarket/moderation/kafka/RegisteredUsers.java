package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.kit.compact.UuidSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The ids of the registered users, built from {@code users.events}. Safe for any number of threads. */
public final class RegisteredUsers {

    private final UuidSet users = new UuidSet();

    /** Adds the user of an event: an event of any type shows that the user exists. */
    public void read(ConsumerRecord<String, byte[]> record) {
        Ids.parse(record.key()).ifPresent(users::add);
    }

    boolean contains(UUID user) {
        return users.contains(user);
    }
}
