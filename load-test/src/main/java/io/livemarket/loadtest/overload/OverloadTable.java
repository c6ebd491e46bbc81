package io.livemarket.loadtest.overload;

import io.livemarket.loadtest.messages.Counts;
import io.livemarket.loadtest.messages.Slot;
import io.livemarket.loadtest.report.Table;

/** The account of an overload, as a table for the terminal. */
public final class OverloadTable {

    private static final long RECOVERY_MS = 2_000;

    private OverloadTable() {}

    /** A line for each second, then each goal with the figure reached. */
    public static Table of(OverloadReport report) {
        Table table = new Table();
        for (Slot second : report.seconds()) {
            table.row(
                    "second " + second.fromMs() / 1000,
                    "due %d, accepted %d, refused %d, missing %d; received p50 %.1f p99 %.1f ms; refused p99 %.1f ms",
                    second.due(),
                    second.acknowledged(),
                    second.refused(),
                    second.missing(),
                    second.sendToReceived().p50(),
                    second.sendToReceived().p99(),
                    second.sendToRefused().p99());
        }
        Outcome outcome = report.outcome();
        Counts counts = report.messages().counts();
        return table.row(
                        "surge",
                        "%.0f/s, %.2f times the %.0f/s held; accepted %.0f/s, refused %d %s, unanswered %d",
                        report.course().surgeRate(),
                        report.course().surgeRate() / report.heldRate(),
                        report.heldRate(),
                        outcome.acceptedPerSecond(),
                        outcome.refused(),
                        counts.refusals(),
                        outcome.unanswered())
                .row(
                        "accepted: worst second's p99",
                        "%.1f ms (at most %.0f: %s)",
                        outcome.acceptedP99Ms(),
                        report.limitMs(),
                        reached(outcome.acceptedP99Ms() <= report.limitMs()))
                .row("refused: worst second's p99", "%.1f ms", outcome.refusedP99Ms())
                .row(
                        "recovered after",
                        "%s (at most 2 s: %s)",
                        outcome.recoveredAfterMs() == null ? "never" : outcome.recoveredAfterMs() + " ms",
                        reached(outcome.recoveredAfterMs() != null && outcome.recoveredAfterMs() <= RECOVERY_MS))
                .row("lost, doubled, out of order", "%d, %d, %d", counts.lost(), counts.doubled(), counts.outOfOrder())
                .row(
                        "machine",
                        "stolen by its host %.1f %%, idle %.1f %%",
                        100 * report.messages().host().stolen(),
                        100 * report.messages().host().idle());
    }

    private static String reached(boolean is) {
        return is ? "reached" : "MISSED";
    }
}
