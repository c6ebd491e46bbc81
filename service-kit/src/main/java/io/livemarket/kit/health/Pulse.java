package io.livemarket.kit.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Records the life of one thread: the thread writes, a {@link Liveness} reads. A step counts as busy when it ends by
 * itself however long Kafka or the store are unreachable; all other waiting is rest.
 */
public final class Pulse {

    /** The most failures that are remembered, which a {@link LivenessPolicy} can request. */
    static final int REMEMBERED = 100;

    private static final long RESTS = 0;

    private final String thread;
    private final LongSupplier nanos;
    private final ArrayDeque<Long> failures = new ArrayDeque<>();
    private volatile long busySince = RESTS;

    /** The pulse of a thread that rests. */
    public Pulse(String thread) {
        this(thread, System::nanoTime);
    }

    /** @param nanos a clock like {@link System#nanoTime} */
    Pulse(String thread, LongSupplier nanos) {
        this.thread = thread;
        this.nanos = nanos;
    }

    /** Begins a step that no outage prolongs; ends the step before it. */
    public void busy() {
        long now = nanos.getAsLong();
        busySince = now == RESTS ? 1 : now;
    }

    /** Ends the step: the thread waits. */
    public void rest() {
        busySince = RESTS;
    }

    /** Records progress of the thread, which ends its series of failures. */
    public void progressed() {
        synchronized (failures) {
            failures.clear();
        }
    }

    /** Records a failure after which the thread begins again; it counts unless an outage explains it. */
    public void failed(Throwable failure) {
        rest();
        if (Outages.explain(failure)) {
            return;
        }
        synchronized (failures) {
            if (failures.size() == REMEMBERED) {
                failures.removeFirst();
            }
            failures.addLast(nanos.getAsLong());
        }
    }

    /** The present sign of life. */
    public LifeSign sign() {
        long now = nanos.getAsLong();
        long since = busySince;
        List<Duration> ages;
        synchronized (failures) {
            ages = failures.stream().map(at -> Duration.ofNanos(now - at)).toList();
        }
        return new LifeSign(
                thread,
                Optional.empty(),
                since == RESTS ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - since)),
                ages);
    }
}
