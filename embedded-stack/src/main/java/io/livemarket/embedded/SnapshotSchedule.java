package io.livemarket.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a store's snapshots: with pauses while it runs, and a last one when it is closed. The longer a snapshot takes,
 * the longer the pause before the next, so that snapshots take a twentieth of one processor at most.
 */
public final class SnapshotSchedule implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SnapshotSchedule.class);
    private static final int PAUSE_FOR_EACH_SECOND = 20;

    private final EmbeddedMongo mongo;
    private final Supplier<Optional<String>> origin;
    private final Duration shortestPause;
    private final Thread thread;
    private boolean closed;

    /**
     * Begins at once.
     *
     * @param origin names the log that the documents are made from; while that is not known no snapshot is written
     * @param shortestPause between two snapshots
     */
    public SnapshotSchedule(EmbeddedMongo mongo, Supplier<Optional<String>> origin, Duration shortestPause) {
        this.mongo = mongo;
        this.origin = origin;
        this.shortestPause = shortestPause;
        this.thread = Thread.ofPlatform().daemon().name("store-snapshots").start(this::run);
    }

    /** The pause after a snapshot that took this long. */
    static Duration pauseAfter(Duration taken, Duration shortest) {
        Duration pause = taken.multipliedBy(PAUSE_FOR_EACH_SECOND);
        return pause.compareTo(shortest) > 0 ? pause : shortest;
    }

    private void run() {
        Duration pause = shortestPause;
        while (waited(pause)) {
            pause = pauseAfter(write(), shortestPause);
        }
    }

    private synchronized boolean waited(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toMillis();
                    !closed && left > 0;
                    left = Duration.ofNanos(end - System.nanoTime()).toMillis()) {
                wait(left);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    private Duration write() {
        long begun = System.nanoTime();
        try {
            Optional<String> known = origin.get();
            if (known.isEmpty()) {
                log.warn(
                        "No snapshot of the document store: it is not known which Kafka cluster its documents come from");
            } else if (mongo.snapshot(known.get())) {
                log.debug(
                        "Snapshot of the document store written in {} ms",
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
            }
        } catch (IOException | RuntimeException e) {
            log.warn("The document store's snapshot was not written, and the one before it stays: {}", e.toString());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Writes the last snapshot and returns. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
