package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.users.AccessFact.AccessEnded;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that were deleted within the life of an access token ({@link RecentEnds}). Reads are thread-safe; one
 * thread adds accounts.
 */
public final class DeletedAccounts {

    private static final int CAPACITY = 200_000;

    private final RecentEnds<UUID, AccessEnded> ends;

    public DeletedAccounts(Clock clock) {
        this(clock, CAPACITY);
    }

    DeletedAccounts(Clock clock, int capacity) {
        ends = new RecentEnds<>(clock, capacity, RecentEnds.Kind.once(AccessEnded::userId, AccessEnded::endedAt));
    }

    /** Notifies the listener of each account that is deleted from now on. */
    public void onDeleted(Consumer<AccessEnded> listener) {
        ends.onEnd(listener);
    }

    /** The end of a user's access; empty for an account that exists. */
    public Optional<AccessEnded> endOf(UUID userId) {
        return ends.find(userId);
    }

    boolean isDeleted(@Nullable String userId) {
        return Ids.parse(userId).flatMap(ends::find).isPresent();
    }

    /** Adds the end of a user's access; a known one changes nothing. */
    void deleted(AccessEnded end) {
        ends.add(end);
    }

    int size() {
        return ends.size();
    }
}
