package io.livemarket.gateway.budgets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.livemarket.gateway.config.GatewayProperties.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket for each caller, for a bounded number of callers. Thread-safe. */
public final class RateLimits<K> {

    private final Cache<K, Bucket> buckets;
    private final Rate rate;

    /**
     * @param tracked the number of callers with a bucket; the least recently seen caller starts with a full bucket
     *     again
     */
    public RateLimits(Rate rate, int tracked) {
        this.rate = rate;
        // A bucket that was not used for this time is full again.
        Duration full = Duration.ofSeconds(rate.burst() / rate.perSecond() + 1);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(tracked)
                .expireAfterAccess(full)
                .build();
    }

    /**
     * Takes a token.
     *
     * @return 0 when there was a token, otherwise the milliseconds until there is one
     */
    public long take(K caller) {
        return take(caller, 1);
    }

    /**
     * Takes tokens, all or none.
     *
     * @return 0 when there were enough tokens, otherwise the milliseconds until there are
     */
    public long take(K caller, long tokens) {
        ConsumptionProbe probe =
                buckets.get(caller, _ -> bucket()).tryConsumeAndReturnRemaining(Math.min(tokens, rate.burst()));
        return probe.isConsumed() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()));
    }

    /**
     * Takes a token that a caller spent on another instance, if the caller has a bucket here. The bucket may owe tokens
     * afterwards, at most as many as it holds: an instance that was disconnected reads the spending of hours within
     * seconds, and a caller that kept to its rate must not pay for that.
     */
    public void owe(K caller) {
        Bucket bucket = buckets.getIfPresent(caller);
        if (bucket != null && bucket.getAvailableTokens() > -rate.burst()) {
            bucket.consumeIgnoringRateLimits(1);
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
