package io.livemarket.kit.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The batch that a projection tries to apply. The gauge {@code livemarket.projection.pending.seconds} is its age since
 * the first attempt: while the store is unreachable no event is applied, so that no delay of applied events is
 * measured. Written by the consumer's thread alone.
 */
final class PendingBatch {

    private final LongSupplier nanoTime;
    private final BooleanSupplier owner;
    private volatile boolean there;
    private volatile long since;

    /**
     * @param owner whether this instance has any partition: the batch of partitions that it lost is another instance's
     */
    PendingBatch(String projection, MeterRegistry meters, LongSupplier nanoTime, BooleanSupplier owner) {
        this.nanoTime = nanoTime;
        this.owner = owner;
        Gauge.builder("livemarket.projection.pending.seconds", this, PendingBatch::seconds)
                .tag("projection", projection)
                .description(
                        "Since the first attempt to apply the events that are being applied; 0 while there are none")
                .strongReference(true)
                .register(meters);
    }

    /** Notes an attempt; the first one after an end begins the age of the batch. */
    void attempt() {
        if (!there) {
            since = nanoTime.getAsLong();
            there = true;
        }
    }

    /** Ends the batch: it is applied, or its records are read again. */
    void end() {
        there = false;
    }

    boolean isThere() {
        return there;
    }

    private double seconds() {
        return there && owner.getAsBoolean()
                ? (nanoTime.getAsLong() - since)
                        / (double) Duration.ofSeconds(1).toNanos()
                : 0;
    }
}
