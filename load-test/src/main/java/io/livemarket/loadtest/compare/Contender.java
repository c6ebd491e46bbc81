package io.livemarket.loadtest.compare;

import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.sockets.SocketPool;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A system under comparison, driven in one way. Each turn opens sockets of its own and closes them.
 *
 * @param name in the table
 * @param pools makes the sockets of a turn
 * @param runs makes a turn's run, which adds its users to the pool
 */
public record Contender(String name, Supplier<SocketPool> pools, Runs runs) {

    /** Makes a run of messages according to a plan. */
    @FunctionalInterface
    public interface Runs {
        MessageRun run(SocketPool pool, Plan plan);
    }

    MessageReport send(Plan plan, Duration limit, PrintStream progress) {
        try (SocketPool pool = pools.get()) {
            MessageRun run = runs.run(pool, plan);
            pool.openAll(limit, progress);
            MessageReport report = run.run();
            run.confirmAll();
            return report;
        }
    }
}
