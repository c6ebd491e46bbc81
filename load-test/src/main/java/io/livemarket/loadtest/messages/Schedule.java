package io.livemarket.loadtest.messages;

import java.util.List;

/**
 * The times at which the messages of an open loop are due: message {@code i} at {@code i / rate} after the start,
 * whatever happened to the messages before it. Latency is counted from this time, so that a stall (of the server or of
 * this process) shows in every message that it delayed and not only in the one that was on its way (coordinated
 * omission).
 *
 * @param startNanos the time of message 0, by {@link System#nanoTime()}
 * @param steps the rates, one after another; each begins when the last message of the step before would be followed by
 *     the next
 */
public record Schedule(long startNanos, List<Step> steps) {

    /** A schedule at one rate. */
    public Schedule(long startNanos, double perSecond, int total) {
        this(startNanos, List.of(new Step(perSecond, total)));
    }

    /** The number of messages. */
    public int total() {
        return steps.stream().mapToInt(Step::messages).sum();
    }

    /** Messages per second of the fastest step. */
    public double perSecond() {
        return steps.stream().mapToDouble(Step::perSecond).max().orElseThrow();
    }

    /**
     * The time at which the message of this index is due, by {@link System#nanoTime()}; for the total, the end of the
     * last step.
     */
    public long dueNanos(int index) {
        long start = startNanos;
        int left = index;
        for (Step step : steps.subList(0, steps.size() - 1)) {
            if (left < step.messages()) {
                return start + step.dueAfter(left);
            }
            left -= step.messages();
            start += step.nanos();
        }
        return start + steps.getLast().dueAfter(left);
    }

    /** The number of messages that are due at this time: those with a lower index. */
    public int dueBy(long nowNanos) {
        long since = nowNanos - startNanos;
        int due = 0;
        for (Step step : steps) {
            if (since < 0) {
                return due;
            }
            due += step.dueBy(since);
            since -= step.nanos();
        }
        return due;
    }
}
