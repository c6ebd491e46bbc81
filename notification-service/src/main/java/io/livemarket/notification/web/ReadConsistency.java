package io.livemarket.notification.web;

import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.notification.projection.NotificationQueries;
import java.time.Duration;

/** Lets a caller read what they wrote: waits, within a bound, for the read model. */
public final class ReadConsistency {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ProjectionRunner projection;
    private final NotificationQueries queries;

    public ReadConsistency(ProjectionRunner projection, NotificationQueries queries) {
        this.projection = projection;
        this.queries = queries;
    }

    /** Waits until the read model shows what was decided; false when it did not within the bound. */
    public boolean await(CommandAccepted accepted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (queries.version(accepted.userId()) < accepted.version()) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                projection.awaitProgress(LOOK_EVERY);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
