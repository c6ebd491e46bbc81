package io.livemarket.loadtest.messages;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands the messages of a {@link Schedule} to the event loop when they are due, from a thread of its own: parked to
 * within some tens of microseconds at low rates, at most once per millisecond at high ones. It never waits for the
 * loop.
 */
final class Pacer implements Runnable {

    private static final double WAKE_UPS_PER_SECOND = 1000;
    private static final long MILLISECOND = 1_000_000;

    private final Schedule schedule;
    private final Executor loop;
    private final Sender sender;
    private final long shortestSleepNanos;
    private volatile boolean stopped;

    /** Sends the messages {@code from} (inclusive) to {@code to} (exclusive). */
    interface Sender {
        void send(int from, int to);
    }

    Pacer(Schedule schedule, Executor loop, Sender sender) {
        this.schedule = schedule;
        this.loop = loop;
        this.sender = sender;
        this.shortestSleepNanos = schedule.perSecond() > WAKE_UPS_PER_SECOND ? MILLISECOND : 0;
    }

    /** Returns when every message was handed over, or after {@link #stop()}. */
    @Override
    public void run() {
        int next = 0;
        while (next < schedule.total() && !stopped) {
            long now = System.nanoTime();
            int due = schedule.dueBy(now);
            if (due > next) {
                int from = next;
                loop.execute(() -> sender.send(from, due));
                next = due;
            }
            if (next < schedule.total()) {
                LockSupport.parkNanos(Math.max(schedule.dueNanos(next) - System.nanoTime(), shortestSleepNanos));
            }
        }
    }

    void stop() {
        stopped = true;
    }
}
