package io.livemarket.loadtest.messages;

/**
 * A stretch of a {@link Schedule} at one rate.
 *
 * @param perSecond messages per second, more than 0
 * @param messages number of messages
 */
public record Step(double perSecond, int messages) {

    private static final double NANOS = 1e9;

    long nanos() {
        return dueAfter(messages);
    }

    /** The time at which the step's message of this index is due, after the step's start. */
    long dueAfter(int index) {
        return (long) (index * NANOS / perSecond);
    }

    /** The number of the step's messages that are due this time after its start. */
    int dueBy(long nanos) {
        return (int) Math.min(messages, (long) (nanos * perSecond / NANOS) + 1);
    }
}
