package io.livemarket.chat.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.livemarket.chat.projection.ChatView;
import io.livemarket.chat.projection.GroupQueries;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The budget of one user for invitations of strangers: users without a common chat. Partners are invited without limit.
 * Counted by each instance.
 */
final class StrangerInvitations {

    private static final int TRACKED = 100_000;

    private final Cache<UUID, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(TRACKED).build();
    private final Bandwidth limit;
    private final GroupQueries groups;

    /** @param perHour the most strangers that one user invites within an hour */
    StrangerInvitations(int perHour, GroupQueries groups) {
        this.groups = groups;
        limit = Bandwidth.builder()
                .capacity(perHour)
                .refillGreedy(perHour, Duration.ofHours(1))
                .build();
    }

    /**
     * Takes one from the inviter's budget for each invited stranger.
     *
     * @throws ApiException {@code rate_limited} when the inviter's budget is used up
     */
    void take(UUID inviter, ChatView group, Collection<UUID> invited) {
        List<UUID> others = invited.stream()
                .distinct()
                .filter(user -> !group.description().participants().contains(user))
                .toList();
        int strangers = groups.strangersTo(inviter, others).size();
        if (strangers == 0) {
            return;
        }
        var probe = buckets.get(inviter, _ -> Bucket.builder().addLimit(limit).build())
                .tryConsumeAndReturnRemaining(strangers);
        if (!probe.isConsumed()) {
            throw ApiException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill())));
        }
    }
}
