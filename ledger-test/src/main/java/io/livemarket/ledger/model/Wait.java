package io.livemarket.ledger.model;

/**
 * The time for which a user of the run waited.
 *
 * @param fromNanos begin, by {@link System#nanoTime()}
 * @param toNanos end, by the same clock
 */
public record Wait(What what, long fromNanos, long toNanos) {

    /** The kinds of waits. */
    public enum What {
        /** From the first try of a message to its acknowledgement, all repetitions included. */
        ACKNOWLEDGED,
        /** From the first try of an acknowledged message until a device of another participant shows it. */
        SHOWN,
        /** From the loss of a device's connection until its next one has the missed events. */
        BACK
    }
}
