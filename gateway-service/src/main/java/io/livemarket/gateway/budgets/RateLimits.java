package io.livemarket.gateway.budgets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.livemarket.gateway.config.GatewayProperties.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket for each caller, for as many callers as are remembered. Thread-safe. */
public final class RateLimits<K> {

    private final Cache<K, Bucket> buckets;
    private final Rate rate;

    /** @param tracked callers at a time; the least recently seen start afresh */
    public RateLimits(Rate rate, int tracked) {
        this.rate = rate;
        // A bucket that was left alone for so long is full again.
        Duration full = Duration.ofSeconds(rate.burst() / rate.perSecond() + 1);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(tracked)
                .expireAfterAccess(full)
                .build();
    }

    /** Takes a token; 0 when there was one, otherwise the milliseconds until there is. */
    public long take(K caller) {
        return take(caller, 1);
    }

    /**
     * Takes so many tokens; 0 when there were as many, otherwise none is taken, and these are the milliseconds until
     * there are.
     */
    public long take(K caller, long tokens) {
        ConsumptionProbe probe =
                buckets.get(caller, _ -> bucket()).tryConsumeAndReturnRemaining(Math.min(tokens, rate.burst()));
        return probe.isConsumed() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()));
    }

    /**
     * Takes a token that a caller spent elsewhere, if the caller has a bucket here; the bucket may owe tokens
     * afterwards, as many as it holds. What was spent in hours is heard of in seconds by an instance that was cut off:
     * a caller that kept to its rate must not pay for that.
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
