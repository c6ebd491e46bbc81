package io.livemarket.kit.health;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

/**
 * The status of the health groups that decide whether an instance gets requests. An instance that was ready stays ready
 * while it catches up: with the partitions of another instance that is restarted, for example, which would otherwise
 * make all others unready at one time.
 */
public final class ReadyOnce implements StatusAggregator {

    private final StatusAggregator worst = StatusAggregator.getDefault();
    private final BooleanSupplier takesRequests;
    private volatile boolean wasReady;

    /** @param takesRequests false from the beginning of the instance's stop on */
    public ReadyOnce(BooleanSupplier takesRequests) {
        this.takesRequests = takesRequests;
    }

    @Override
    public Status getAggregateStatus(Set<Status> statuses) {
        Status now = worst.getAggregateStatus(statuses);
        if (now.equals(Status.UP)) {
            wasReady = true;
        }
        return now.equals(Status.OUT_OF_SERVICE) && wasReady && takesRequests.getAsBoolean() ? Status.UP : now;
    }
}
