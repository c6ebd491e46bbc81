package io.livemarket.notification.web;

import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.notification.projection.NotificationQueries;
import java.util.UUID;

/**
 * Read-your-writes for callers: waits, within a bound, until the read model has the events that a caller may have seen
 * or caused before.
 */
public final class ReadConsistency {

    private final ReadBarrier barrier;
    private final NotificationQueries queries;

    public ReadConsistency(ReadBarrier barrier, NotificationQueries queries) {
        this.barrier = barrier;
        this.queries = queries;
    }

    /**
     * Waits until the read model has every event of the user that was committed before the call.
     *
     * @throws io.livemarket.kit.web.ApiException {@code unavailable} when the read model is not there within the bound
     */
    public void require(UUID userId) {
        barrier.require(userId.toString());
    }

    /** Waits until the read model shows the outcome of a command; false when it does not within the bound. */
    public boolean await(CommandAccepted accepted) {
        return barrier.awaitShown(
                accepted.userId().toString(), () -> queries.version(accepted.userId()) >= accepted.version());
    }
}
