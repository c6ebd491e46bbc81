package io.livemarket.chat.kafka;

import io.livemarket.kit.engine.Entries;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The new accounts that opened as many chats within an hour as they may, by moderation-service's count: user → the time
 * in epoch milliseconds from which the account may open another. Each further entry deletes some that are over.
 */
final class ContactLimits {

    private static final int SWEPT = 8;

    private final Entries<Long> limits;

    /** @param limits journaled, since no event of a chat holds them */
    ContactLimits(Entries<Long> limits) {
        this.limits = limits;
    }

    void put(UUID userId, Instant until, Instant now) {
        limits.put(userId.toString(), until.toEpochMilli());
        limits.committedKeys(userId.toString(), SWEPT).stream()
                .filter(key -> limits.get(key).orElse(0L) <= now.toEpochMilli())
                .forEach(limits::delete);
    }

    Optional<Instant> until(UUID userId, Instant at) {
        return limits.get(userId.toString()).map(Instant::ofEpochMilli).filter(at::isBefore);
    }
}
