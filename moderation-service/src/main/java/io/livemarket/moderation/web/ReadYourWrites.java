package io.livemarket.moderation.web;

import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.moderation.projection.ModerationQueries;
import java.time.Duration;
import java.util.UUID;

/** Read-your-writes for callers: waits, within a bound, until the read model shows a write. */
public final class ReadYourWrites {

    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(1);

    private final ReadBarrier barrier;
    private final ModerationQueries queries;

    public ReadYourWrites(ReadBarrier barrier, ModerationQueries queries) {
        this.barrier = barrier;
        this.queries = queries;
    }

    /**
     * Waits until the read model has every event of a person that was committed before the call, and so every event
     * that a socket was sent.
     *
     * @throws io.livemarket.kit.web.ApiException {@code unavailable} when the read model is not there within the bound
     */
    void require(UUID userId) {
        barrier.require(userId.toString());
    }

    /**
     * Waits until the read model has all events committed before the call; at most a second, then late events are
     * missing.
     */
    void awaitAll() {
        barrier.awaitAll(LIST_TIMEOUT);
    }

    /** Waits until a person's record is at a version; false when it is not within the bound. */
    boolean await(UUID userId, long version) {
        return barrier.awaitShown(
                userId.toString(), () -> queries.person(userId).version() >= version);
    }
}
