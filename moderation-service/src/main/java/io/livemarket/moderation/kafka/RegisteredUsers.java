package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which users exist, read from the beginning at each start and followed from then on. */
final class RegisteredUsers implements AutoCloseable {

    private final Set<UUID> users = ConcurrentHashMap.newKeySet();
    private final TopicTail tail;

    RegisteredUsers(KafkaClients clients) {
        // Any event of a user shows that the user exists.
        tail = TopicTail.fromBeginning("moderation-users", clients, List.of(Topics.USERS_EVENTS),
                record -> Ids.parse(record.key()).ifPresent(users::add));
    }

    /** Waits until all that was there at the start is read; false when it was not by then. */
    boolean awaitReady(Duration atMost) throws InterruptedException {
        return tail.awaitReady(atMost);
    }

    boolean contains(UUID user) {
        return users.contains(user);
    }

    @Override
    public void close() {
        tail.close();
    }
}
