package io.livemarket.chat.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The chats that new accounts opened at this instance within the last hour: the part of the limit that holds at once.
 * moderation-service counts those of all instances, and enforces the limit in every partition a moment later. At most
 * {@value #MOST} accounts are counted; of more those that opened a chat longest ago are forgotten. Safe for any number
 * of threads.
 */
final class FirstContacts {

    static final int MOST = 10_000;

    private static final Duration HOUR = Duration.ofHours(1);

    private final int limit;
    private final Map<UUID, Deque<Instant>> opened = new LinkedHashMap<>(16, 0.75f, true);

    /** @param limit chats within an hour; with zero there is no limit */
    FirstContacts(int limit) {
        this.limit = limit;
    }

    /** Counts a chat that a new account opened. A chat that is decided again after a failure counts again. */
    synchronized void add(UUID userId, Instant at) {
        if (limit == 0) {
            return;
        }
        Deque<Instant> times = opened.computeIfAbsent(userId, _ -> new ArrayDeque<>());
        times.addLast(at);
        if (times.size() > limit) {
            times.removeFirst();
        }
        if (opened.size() > MOST) {
            opened.remove(opened.keySet().iterator().next());
        }
    }

    /** The time from which the account may open another chat; empty where it may open one at this time. */
    synchronized Optional<Instant> mayContactFrom(UUID userId, Instant at) {
        Deque<Instant> times = opened.get(userId);
        if (limit == 0 || times == null || times.size() < limit) {
            return Optional.empty();
        }
        return Optional.of(times.getFirst().plus(HOUR)).filter(at::isBefore);
    }

    synchronized int size() {
        return opened.size();
    }

    int limit() {
        return limit;
    }
}
