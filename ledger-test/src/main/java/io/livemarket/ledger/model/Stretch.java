package io.livemarket.ledger.model;

/**
 * A part of the run in which a fault was done and recovered from.
 *
 * @param label the fault's kind, or the copy that is restarted; several stretches of one label make one row of the
 *     report
 * @param fromNanos begin, by {@link System#nanoTime()}
 * @param toNanos end: all devices were up to date again, or the restarted copy was healthy
 */
public record Stretch(String label, long fromNanos, long toNanos) {

    /** Whether any part of the wait was in the stretch. */
    public boolean overlaps(Wait wait) {
        return wait.fromNanos() <= toNanos && wait.toNanos() >= fromNanos;
    }
}
