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
 * A rate limit for each of many keys, in this instance's memory. A key that was unused for the window has all its
 * attempts back, so that forgetting it changes nothing; beyond {@code tracked} keys the longest unused one is
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

    /** A limit of {@code count} attempts in a window, which come back evenly. */
    static Attempts evenly(int count, Duration window, int tracked) {
        return new Attempts(
                tracked,
                window,
                () -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(count).refillGreedy(count, window))
                        .build());
    }

    /** A limit of {@code count} attempts in a window, which come back all at once when it has passed. */
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
     * @throws ApiException {@code rate_limited}, with the time after which there is an attempt again
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
     * Checks that there is an attempt, without taking it.
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

    /** Takes an attempt even where there is none: all attempts that passed {@link #check} at one time are counted. */
    void charge(String key) {
        buckets.get(key).consumeIgnoringRateLimits(1);
    }

    /** Gives an attempt back that should not be counted. */
    void giveBack(String key) {
        buckets.get(key).addTokens(1);
    }
}
