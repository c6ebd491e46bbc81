package io.livemarket.moderation.web;

import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.moderation.projection.ModerationQueries;
import java.time.Duration;
import java.util.UUID;

/** Lets a reader see what was written before: a write is answered when the read model shows it, within a bound. */
public final class Written {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ProjectionRunner projection;
    private final ModerationQueries queries;

    public Written(ProjectionRunner projection, ModerationQueries queries) {
        this.projection = projection;
        this.queries = queries;
    }

    /** Waits until a person's record is at a version; false when it was not within the bound. */
    boolean await(UUID userId, long version) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (queries.person(userId).version() < version) {
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
