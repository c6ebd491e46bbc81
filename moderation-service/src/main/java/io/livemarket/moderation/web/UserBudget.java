package io.livemarket.moderation.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The budget of one user for expensive requests in a minute: a report starts a search for evidence, a block goes to
 * every partition. Counted by each instance.
 */
final class UserBudget {

    private static final int TRACKED = 100_000;

    private final Cache<UUID, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(TRACKED).build();
    private final Bandwidth limit;

    UserBudget(int perMinute) {
        limit = Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, Duration.ofMinutes(1))
                .build();
    }

    /** @throws ApiException {@code rate_limited} when the user's budget is used up */
    void take(UUID user) {
        var probe =
                buckets.get(user, _ -> Bucket.builder().addLimit(limit).build()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ApiException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill())));
        }
    }
}
