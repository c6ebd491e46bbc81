package io.livemarket.loadtest.overload;

import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.sockets.SocketPool;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Sends at a calm rate, then more than the system can hold, then at the calm rate again, and accounts for each second.
 */
public final class OverloadRun {

    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<SocketPool> pools;
    private final BiFunction<SocketPool, Plan, MessageRun> runs;
    private final PrintStream progress;

    /**
     * @param pools makes the sockets
     * @param runs makes the run, which adds its users to the pool
     */
    public OverloadRun(
            Supplier<SocketPool> pools, BiFunction<SocketPool, Plan, MessageRun> runs, PrintStream progress) {
        this.pools = pools;
        this.runs = runs;
        this.progress = progress;
    }

    /**
     * Runs the overload; blocks for the whole time.
     *
     * @param limitMs the limit of the p99 of accepted messages
     * @param limit how long opening the sockets may take
     */
    public OverloadReport run(double heldRate, double limitMs, Course course, Plan plan, Duration limit) {
        try (SocketPool pool = pools.get()) {
            MessageRun run = runs.apply(pool, plan);
            pool.openAll(limit, progress);
            MessageReport messages = run.run();
            var seconds = run.timeline(SECOND_NANOS);
            return new OverloadReport(
                    "overload",
                    heldRate,
                    limitMs,
                    course,
                    Outcome.of(course, run.timeline(SLOT_NANOS), seconds, limitMs),
                    seconds,
                    messages);
        }
    }
}
