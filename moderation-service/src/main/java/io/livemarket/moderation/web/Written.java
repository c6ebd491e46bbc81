package io.livemarket.moderation.web;

import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.moderation.projection.ModerationQueries;
import java.time.Duration;
import java.util.UUID;

/** Makes a reader see what they wrote before: a write is answered when the read model shows it, within a bound. */
public final class Written {

    private static final Duration LISTS_WITHIN = Duration.ofSeconds(1);

    private final ReadBarrier barrier;
    private final ModerationQueries queries;

    public Written(ReadBarrier barrier, ModerationQueries queries) {
        this.barrier = barrier;
        this.queries = queries;
    }

    /**
     * Waits until the read model has every event of a person that was committed before the call, and so what any socket
     * was shown.
     *
     * @throws io.livemarket.kit.web.ApiException {@code unavailable} when it took too long
     */
    void require(UUID userId) {
        barrier.require(userId.toString());
    }

    /** Waits until the read model has what was committed before; after a second it is read without what is late. */
    void awaitAll() {
        barrier.awaitAll(LISTS_WITHIN);
    }

    /** Waits until a person's record is at a version; false when it was not within the bound. */
    boolean await(UUID userId, long version) {
        return barrier.awaitShown(
                userId.toString(), () -> queries.person(userId).version() >= version);
    }
}
