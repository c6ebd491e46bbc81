package io.livemarket.auth.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often something may be tried, for each of many keys, in this instance's memory. A key unused for the window has
 * all its attempts back anyway, so forgetting it changes nothing; beyond {@code tracked} keys the longest unused is
 * forgotten.
 */
final class Attempts {

    private final LoadingCache<String, Bucket> buckets;

    private Attempts(int tracked, Duration window, java.util.function.Supplier<Bucket> bucket) {
        buckets = Caffeine.newBuilder()
                .maximumSize(tracked)
                .expireAfterAccess(window)
                .build(key -> bucket.get());
    }

    /** So many per window, coming back evenly. */
    static Attempts evenly(int count, Duration window, int tracked) {
        return new Attempts(
                tracked,
                window,
                () -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(count).refillGreedy(count, window))
                        .build());
    }

    /** So many per window, coming back all together when it has passed. */
    static Attempts perWindow(int count, Duration window, int tracked) {
        return new Attempts(
                tracked,
                window,
                () -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(count).refillIntervally(count, window))
                        .build());
    }

    /**
     * Takes one attempt.
     *
     * @throws ApiException {@code rate_limited}, with the time after which there is one again
     */
    void take(String key) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ApiException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill())));
        }
    }

    /**
     * Looks whether there is an attempt, and takes none.
     *
     * @throws ApiException as {@link #take}
     */
    void check(String key) {
        EstimationProbe probe = buckets.get(key).estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            throw ApiException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill())));
        }
    }

    /** Takes one, even where there is none: those that were checked at the same time all count. */
    void charge(String key) {
        buckets.get(key).consumeIgnoringRateLimits(1);
    }

    /** Gives one back, that should not count. */
    void giveBack(String key) {
        buckets.get(key).addTokens(1);
    }
}
