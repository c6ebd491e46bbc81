package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.users.AccessFact.AccessEnded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The accounts that were deleted lately, in memory, as long as an access token of theirs may be good. Reading is
 * thread-safe; one thread adds accounts.
 */
public final class DeletedAccounts {

    /** Beyond it the account that was deleted first is forgotten: its access tokens are good again until their end. */
    private static final int MOST = 200_000;

    /** The longest life that auth-service gives an access token. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Map<UUID, AccessEnded> ended = new ConcurrentHashMap<>();
    private final Queue<UUID> inOrder = new ArrayDeque<>();
    private final Clock clock;
    private final int most;
    private volatile Consumer<AccessEnded> listener = _ -> {};

    public DeletedAccounts(Clock clock) {
        this(clock, MOST);
    }

    /** @param most accounts that are kept */
    DeletedAccounts(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Notifies the listener of each account that is deleted from now on. */
    public void onDeleted(Consumer<AccessEnded> newListener) {
        listener = newListener;
    }

    /** The end of that user's access; empty for an account that is there. */
    public Optional<AccessEnded> endOf(UUID userId) {
        return Optional.ofNullable(ended.get(userId));
    }

    boolean isDeleted(String userId) {
        return Ids.parse(userId).filter(ended::containsKey).isPresent();
    }

    /** Takes the end of a user's access; one that is known changes nothing. */
    void deleted(AccessEnded end) {
        Instant oldest = clock.instant().minus(KEPT);
        if (end.endedAt().isBefore(oldest) || ended.put(end.userId(), end) != null) {
            return;
        }
        inOrder.add(end.userId());
        while (inOrder.size() > most || ended.get(inOrder.element()).endedAt().isBefore(oldest)) {
            ended.remove(inOrder.remove());
        }
        listener.accept(end);
    }

    int size() {
        return ended.size();
    }
}
