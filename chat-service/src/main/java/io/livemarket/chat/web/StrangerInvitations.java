package io.livemarket.chat.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.livemarket.chat.projection.ChatDescription;
import io.livemarket.chat.projection.GroupView;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The budget of one user for invitations of strangers: users without a common chat. Partners are invited without limit.
 * Counted by each instance. An invitation that is refused, or that changes nothing, costs nothing.
 */
final class StrangerInvitations {

    private static final int TRACKED = 100_000;

    private final Cache<UUID, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(TRACKED).build();
    private final Bandwidth limit;
    private final Strangers strangers;

    /** Finds the users among {@code others} that have no chat in common with a user. */
    interface Strangers {

        Collection<UUID> to(UUID user, List<UUID> others);
    }

    /** @param perHour the most strangers that one user invites within an hour */
    StrangerInvitations(int perHour, Strangers strangers) {
        this.strangers = strangers;
        limit = Bandwidth.builder()
                .capacity(perHour)
                .refillGreedy(perHour, Duration.ofHours(1))
                .build();
    }

    /**
     * Makes an invitation, for which one is taken from the inviter's budget for each stranger who is neither a member
     * nor invited yet. All are given back where the invitation is not made; without an answer of the decider
     * ({@code unavailable}) they stay taken, because the invitation may be made later.
     *
     * @throws ApiException {@code rate_limited} when the inviter's budget is used up; the refusal of the invitation
     */
    CommandAccepted counted(
            UUID inviter, ChatDescription group, Collection<UUID> invited, Supplier<CommandAccepted> invitation) {
        int cost = strangers.to(inviter, added(group, invited)).size();
        if (cost == 0) {
            return invitation.get();
        }
        Bucket bucket =
                buckets.get(inviter, _ -> Bucket.builder().addLimit(limit).build());
        take(bucket, cost);
        try {
            CommandAccepted accepted = invitation.get();
            if (accepted.duplicate()) {
                bucket.addTokens(cost);
            }
            return accepted;
        } catch (ApiException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                bucket.addTokens(cost);
            }
            throw e;
        }
    }

    private static List<UUID> added(ChatDescription chat, Collection<UUID> invited) {
        GroupView group = chat.group();
        return invited.stream()
                .distinct()
                .filter(user -> !chat.participants().contains(user))
                .filter(user -> group == null || !group.invited().contains(user))
                .toList();
    }

    private static void take(Bucket bucket, int cost) {
        var probe = bucket.tryConsumeAndReturnRemaining(cost);
        if (!probe.isConsumed()) {
            throw ApiException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill())));
        }
    }
}
