package io.livemarket.notification.web;

import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.notification.projection.NotificationQueries;
import java.util.UUID;

/** Makes a caller see what was shown to them or written by them before: waits, within a bound, for the read model. */
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
     * @throws io.livemarket.kit.web.ApiException {@code unavailable} when it took too long
     */
    public void require(UUID userId) {
        barrier.require(userId.toString());
    }

    /** Waits until the read model shows what was decided; false when it did not within the bound. */
    public boolean await(CommandAccepted accepted) {
        return barrier.awaitShown(
                accepted.userId().toString(), () -> queries.version(accepted.userId()) >= accepted.version());
    }
}
