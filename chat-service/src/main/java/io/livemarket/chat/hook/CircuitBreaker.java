package io.livemarket.chat.hook;

import java.time.Duration;

/**
 * Stops calls to a peer that keeps failing: after a number of failures in a row no call is made for a time, then one,
 * whose outcome decides whether calls begin again. Thread-safe; times are given.
 */
final class CircuitBreaker {

    private final int most;
    private final long pauseNanos;
    private int failures;
    private long opened;
    private boolean probing;

    /**
     * @param most the failures in a row after which no call is made
     * @param pause the time for which none is made
     */
    CircuitBreaker(int most, Duration pause) {
        this.most = most;
        this.pauseNanos = pause.toNanos();
    }

    /**
     * Whether a call may be made now. A call that may be made has to end in {@link #succeeded} or {@link #failed}.
     *
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    synchronized boolean allows(long nanos) {
        if (failures < most) {
            return true;
        }
        if (probing || nanos - opened < pauseNanos) {
            return false;
        }
        probing = true;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        probing = false;
    }

    synchronized void failed(long nanos) {
        failures = Math.min(failures + 1, most);
        opened = nanos;
        probing = false;
    }

    synchronized boolean isOpen() {
        return failures >= most;
    }
}
