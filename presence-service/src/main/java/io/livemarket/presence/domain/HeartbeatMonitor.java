package io.livemarket.presence.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detects instances whose heartbeats stopped. A missing heartbeat counts only while heartbeats arrive at all: while the
 * newest one is old (Kafka does not answer, or there is a backlog), no instance is lost and no time has passed; once
 * heartbeats arrive again, every instance has the full time to send one. Times are of the caller's clock; confined to
 * one thread.
 */
public final class HeartbeatMonitor {

    /** How long no instance is lost after the first call, and after an old fact: records of a backlog may follow. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(2);

    private final Duration lostAfter;
    private final Duration staleAfter;
    /** Instance → the time at which its last heartbeat was read. */
    private final Map<String, Instant> lastReadAt = new HashMap<>();

    private Instant newest = Instant.MIN;
    /** Absent before the first call. */
    private @Nullable Instant settledAt;

    private boolean current;

    /** An instance whose heartbeats stopped. */
    public record Silent(String instance, Instant lastHeardAt) {}

    /**
     * @param lostAfter the time without a heartbeat after which an instance is lost
     * @param staleAfter the age of the newest heartbeat from which no instance is lost; shorter than {@code lostAfter}
     */
    public HeartbeatMonitor(Duration lostAfter, Duration staleAfter) {
        this.lostAfter = lostAfter;
        this.staleAfter = staleAfter;
    }

    /** A heartbeat, published at {@code writtenAt}, is read now. */
    public void received(String instance, Instant writtenAt, Instant now) {
        look(now);
        newest = writtenAt.isAfter(newest) ? writtenAt : newest;
        lastReadAt.put(instance, now);
        look(now);
    }

    /** Adds an instance that sessions name: its time starts now, unless a heartbeat of it was read before. */
    public void register(String instance, Instant now) {
        lastReadAt.putIfAbsent(instance, now);
    }

    /**
     * A fact about sessions, published at {@code writtenAt}, is read now. An old one is part of a backlog: no instance
     * is lost for a moment.
     */
    public void factRead(Instant writtenAt, Instant now) {
        look(now);
        if (!writtenAt.plus(staleAfter).isAfter(now)) {
            settledAt = now.plus(SETTLE_TIME);
        }
    }

    /** Whether heartbeats and facts are up to date, so that a missing heartbeat means a lost instance. */
    public boolean isCurrent(Instant now) {
        look(now);
        return current && settledAt != null && !now.isBefore(settledAt);
    }

    /** Removes the instances without a heartbeat for too long, and returns them; each is returned once. */
    public List<Silent> removeSilent(Instant now) {
        if (!isCurrent(now)) {
            return List.of();
        }
        List<Silent> silent = new ArrayList<>();
        lastReadAt.forEach((instance, at) -> {
            if (!at.plus(lostAfter).isAfter(now)) {
                silent.add(new Silent(instance, at));
            }
        });
        silent.forEach(each -> lastReadAt.remove(each.instance()));
        return silent;
    }

    private void look(Instant now) {
        if (settledAt == null) {
            settledAt = now.plus(SETTLE_TIME);
        }
        boolean arriving = newest != Instant.MIN && newest.plus(staleAfter).isAfter(now);
        if (arriving && !current) {
            lastReadAt.replaceAll((_, _) -> now);
        }
        current = arriving;
    }
}
