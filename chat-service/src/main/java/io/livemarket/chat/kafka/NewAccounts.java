package io.livemarket.chat.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The accounts that registered lately, with the times of their registration. At most {@value #MOST} are kept, about 100
 * bytes each; of more registrations the oldest ones no longer count as new. Safe for any number of threads.
 */
final class NewAccounts {

    static final int MOST = 100_000;

    private final Map<UUID, Long> registered = new LinkedHashMap<>();
    private final long age;

    /** @param age the age up to which an account is new; with zero none is */
    NewAccounts(Duration age) {
        this.age = age.toMillis();
    }

    /** Adds an account, and forgets those that are no longer new. */
    synchronized void add(UUID userId, long registeredAt, long now) {
        if (registeredAt + age <= now) {
            return;
        }
        registered.putIfAbsent(userId, registeredAt);
        Iterator<Long> oldest = registered.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next() + age > now && registered.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }

    synchronized boolean isNew(UUID userId, Instant at) {
        Long since = registered.get(userId);
        return since != null && at.toEpochMilli() < since + age;
    }

    synchronized int size() {
        return registered.size();
    }
}
