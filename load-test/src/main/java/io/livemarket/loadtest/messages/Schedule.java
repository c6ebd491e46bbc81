package io.livemarket.loadtest.messages;

/**
 * When each message of an open loop is meant to be sent: message {@code i} at {@code i / rate} after the start, whatever
 * happened to the ones before it. Latency is counted from this time, so that a stall (of the server or of this process)
 * shows in every message that it delayed and not only in the one that was on its way (coordinated omission).
 *
 * @param startNanos    the time of message 0, by {@link System#nanoTime()}
 * @param perSecond     messages per second, more than 0
 * @param total         how many there are
 */
public record Schedule(long startNanos, double perSecond, int total) {

    private static final double NANOS = 1e9;

    /** When the message of this index is due, by {@link System#nanoTime()}. */
    public long dueNanos(int index) {
        return startNanos + (long) (index * NANOS / perSecond);
    }

    /** How many messages are due at this time; those with a lower index. */
    public int dueBy(long nowNanos) {
        if (nowNanos - startNanos < 0) {
            return 0;
        }
        return (int) Math.min(total, (long) ((nowNanos - startNanos) * perSecond / NANOS) + 1);
    }
}
