package io.livemarket.loadtest.compare;

import io.livemarket.loadtest.messages.Counts;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.process.HostTime;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.report.Latencies;
import java.util.List;
import java.util.Map;

/** Turns with figures that a test chooses. */
final class MadeUpTurns {

    private MadeUpTurns() {}

    static Turn turn(String contender, double rate, double p99, long refused, long lost) {
        Counts counts = new Counts(
                10_000,
                10_000,
                10_000 - refused,
                refused,
                0,
                10_000 - refused,
                0,
                0,
                Map.of(),
                Map.of(),
                0,
                lost,
                0,
                0,
                2,
                0,
                0,
                0,
                0,
                0);
        Latencies latencies = new Latencies(10_000 - refused, p99 / 10, p99 / 2, p99, p99, p99);
        return new Turn(
                contender,
                rate,
                new MessageReport(
                        "messages",
                        null,
                        null,
                        counts,
                        counts.guaranteeHeld(),
                        2,
                        latencies,
                        latencies,
                        rate,
                        rate,
                        rate,
                        null,
                        List.of(
                                new ProcessUse("services", 1, 3.0, p99 / 100, 1L),
                                new ProcessUse("broker", 2, 1.0, 0.1, 1L),
                                new ProcessUse(ProcessList.SELF, 3, 1.0, 0.05, 1L)),
                        new HostTime.Use(0.031, 0.2)));
    }
}
