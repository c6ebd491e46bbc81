package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.kit.compact.UuidSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which users exist, as {@code users.events} has them. */
public final class RegisteredUsers {

    private final UuidSet users = new UuidSet();

    /** Takes an event of a user: any of them shows that the user exists. */
    public void read(ConsumerRecord<String, byte[]> record) {
        Ids.parse(record.key()).ifPresent(users::add);
    }

    boolean contains(UUID user) {
        return users.contains(user);
    }
}
