package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.sockets.SocketPool;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The environment of all curves.
 *
 * @param pools makes sockets
 * @param processes the system's processes, and this one
 * @param time of the measured part of each point
 * @param limit how long opening sockets may take
 */
public record Bench(
        Supplier<SocketPool> pools, ProcessList processes, PrintStream progress, Duration time, Duration limit) {

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(3);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(4);
    /** The longest pause after a measured stretch; receipts and notifications follow a message within it. */
    private static final Duration LONGEST_AFTERWARDS = Duration.ofSeconds(2);

    private static final double MICROS = 1e6;
    static final String BETWEEN = "between two measurements";

    Duration warmUp() {
        return shorter(LONGEST_WARM_UP);
    }

    /** The pause in which the consequences of a measured stretch are done. */
    Duration afterwards() {
        return shorter(LONGEST_AFTERWARDS);
    }

    private Duration shorter(Duration longest) {
        return time.compareTo(longest) < 0 ? time : longest;
    }

    /** CPU of all of the system's processes in a second of the idle system, in microseconds. */
    double idleMicrosPerSecond() {
        processes.startWindow();
        Duration idle = shorter(LONGEST_IDLE);
        Pause.of(idle, BETWEEN);
        return cpuMicros() * 1_000 / idle.toMillis();
    }

    void startWindow() {
        processes.startWindow();
    }

    /** CPU of all of the system's processes since {@link #startWindow}, in microseconds. */
    double cpuMicros() {
        return processes.use(0).stream()
                .filter(each -> !each.name().equals(ProcessList.SELF))
                .mapToDouble(Bench::micros)
                .sum();
    }

    private static double micros(ProcessUse use) {
        if (use.cpuSeconds() == null) {
            throw new SetUpException(use.name() + " ended during the run");
        }
        return use.cpuSeconds() * MICROS;
    }

    <T> T onLoop(SocketPool pool, Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, pool.loop()).join();
    }
}
