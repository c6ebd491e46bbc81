package io.livemarket.kit.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The budget of search time for each user in a minute, one search at a time. Counted by each instance, in milliseconds.
 * Thread-safe.
 */
public final class SearchTime {

    private static final int TRACKED = 100_000;

    private final Cache<UUID, Bucket> left;
    private final Set<UUID> searching = ConcurrentHashMap.newKeySet();
    private final Bandwidth perMinute;
    private final LongSupplier nanos;

    public SearchTime(Duration perMinute, LongSupplier nanos) {
        this.nanos = nanos;
        this.left = Caffeine.newBuilder()
                .maximumSize(TRACKED)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build();
        this.perMinute = Bandwidth.builder()
                .capacity(perMinute.toMillis())
                .refillGreedy(perMinute.toMillis(), Duration.ofMinutes(1))
                .build();
    }

    /**
     * Begins a search for a user, which {@link #end} ends.
     *
     * @return 0 when the search may run, otherwise the milliseconds after which it may be tried again
     */
    public long begin(UUID user) {
        if (!searching.add(user)) {
            return 1_000;
        }
        var probe = bucket(user).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return 0;
        }
        searching.remove(user);
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()));
    }

    /** Ends a search. Time beyond the user's budget delays the user's next search. */
    public void end(UUID user, Duration took) {
        bucket(user).consumeIgnoringRateLimits(Math.max(1, took.toMillis()));
        searching.remove(user);
    }

    private Bucket bucket(UUID user) {
        return left.get(
                user,
                _ -> Bucket.builder()
                        .addLimit(perMinute)
                        .withCustomTimePrecision(new Clock(nanos))
                        .build());
    }

    private record Clock(LongSupplier nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
