package io.livemarket.gateway.testing;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer whose time a test advances. For one thread. */
public final class ManualTimer implements Timer {

    private final List<Due> waiting = new ArrayList<>();
    private long now;

    /** Advances the time, and runs the due tasks in order. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            Due next = waiting.stream()
                    .min(Comparator.comparingLong(due -> due.at))
                    .orElse(null);
            if (next == null || next.at > end) {
                break;
            }
            waiting.remove(next);
            now = next.at;
            next.run();
        }
        now = end;
    }

    /** How many wait for their time. */
    public int waiting() {
        return waiting.size();
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Due due = new Due(task, now + unit.toNanos(delay));
        waiting.add(due);
        return due;
    }

    @Override
    public Set<Timeout> stop() {
        waiting.clear();
        return Set.of();
    }

    private final class Due implements Timeout {

        private final TimerTask task;
        private final long at;
        private boolean expired;
        private boolean cancelled;

        private Due(TimerTask task, long at) {
            this.task = task;
            this.at = at;
        }

        private void run() {
            expired = true;
            try {
                task.run(this);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Timer timer() {
            return ManualTimer.this;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return expired;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = waiting.remove(this);
            return cancelled;
        }
    }
}
