package io.livemarket.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.livemarket.gateway.config.GatewayProperties.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket for each caller, for as many callers as are remembered. Thread-safe. */
final class RateLimits {

    private final Cache<String, Bucket> buckets;
    private final Rate rate;

    /** @param tracked callers at a time; the least recently seen start afresh */
    RateLimits(Rate rate, int tracked) {
        this.rate = rate;
        // A bucket that was left alone for so long is full again.
        Duration full = Duration.ofSeconds(rate.burst() / rate.perSecond() + 1);
        this.buckets = Caffeine.newBuilder().maximumSize(tracked).expireAfterAccess(full).build();
    }

    /** Takes a token; 0 when there was one, otherwise the milliseconds until there is. */
    long take(String caller) {
        ConsumptionProbe probe = buckets.get(caller, _ -> bucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
