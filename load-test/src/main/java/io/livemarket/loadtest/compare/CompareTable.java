package io.livemarket.loadtest.compare;

import io.livemarket.loadtest.messages.Counts;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.report.Median;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The comparison as a table in Markdown: a line for each turn, then the ratios of the medians at each rate. */
public final class CompareTable {

    private static final String HEAD = """
            | rate | system | received p50 / p90 / p99 ms | acknowledged p50 / p90 / p99 ms | CPU µs per message | lost, doubled, out of order, refused | generator µs | stolen |
            |---|---|---|---|---|---|---|---|
            """;

    private CompareTable() {}

    /** The whole report. */
    public static String of(CompareReport report) {
        StringBuilder text = new StringBuilder(HEAD);
        for (double rate : report.turns().stream()
                .mapToDouble(Turn::rate)
                .distinct()
                .sorted()
                .toArray()) {
            List<Turn> turns =
                    report.turns().stream().filter(turn -> turn.rate() == rate).toList();
            turns.forEach(turn -> text.append(line(turn)).append('\n'));
            List<Turn> reference = turns.stream()
                    .filter(turn -> turn.contender().equals(report.reference()))
                    .toList();
            turns.stream()
                    .map(Turn::contender)
                    .distinct()
                    .filter(Predicate.not(report.reference()::equals))
                    .forEach(name -> {
                        if (!reference.isEmpty()) {
                            text.append(ratios(
                                    rate,
                                    name,
                                    turns.stream()
                                            .filter(turn -> turn.contender().equals(name))
                                            .toList(),
                                    reference));
                        }
                    });
        }
        report.highest().forEach(each -> text.append(highest(report, each)));
        return text.toString();
    }

    /** One turn. */
    static String line(Turn turn) {
        Counts counts = turn.report().counts();
        return format(
                "| %.0f | %s | %s | %s | %s | %d, %d, %d, %d | %.0f | %.1f %% |",
                turn.rate(),
                turn.contender(),
                latencies(turn.report().sendToReceived()),
                latencies(turn.report().sendToAcknowledged()),
                cpu(turn),
                counts.lost(),
                counts.doubled(),
                counts.outOfOrder(),
                counts.refusedForGood() + counts.unanswered() + counts.unsent(),
                turn.generatorMicros(),
                100 * turn.report().host().stolen());
    }

    private static String cpu(Turn turn) {
        return format(
                "%.0f (%s)",
                turn.cpuMicros(),
                turn.report().processes().stream()
                        .filter(each -> !each.name().equals(ProcessList.SELF))
                        .map(each -> format("%s %.0f", each.name(), Turn.micros(each)))
                        .collect(Collectors.joining(", ")));
    }

    private static String latencies(Latencies ms) {
        return format("%.1f / %.1f / %.1f", ms.p50(), ms.p90(), ms.p99());
    }

    private static String ratios(double rate, String name, List<Turn> turns, List<Turn> reference) {
        return format(
                "| %.0f | **%s : %s** | %s | %s | %s | | | |\n",
                rate,
                name,
                reference.getFirst().contender(),
                ratios(turns, reference, turn -> turn.report().sendToReceived()),
                ratios(turns, reference, turn -> turn.report().sendToAcknowledged()),
                ratio(turns, reference, Turn::cpuMicros));
    }

    private static String ratios(List<Turn> turns, List<Turn> reference, Function<Turn, Latencies> which) {
        return ratio(turns, reference, turn -> which.apply(turn).p50()) + " / "
                + ratio(turns, reference, turn -> which.apply(turn).p90()) + " / "
                + ratio(turns, reference, turn -> which.apply(turn).p99());
    }

    private static String ratio(List<Turn> turns, List<Turn> reference, ToDoubleFunction<Turn> figure) {
        double other = Median.of(reference.stream().mapToDouble(figure).toArray());
        return other > 0
                ? format("%.2f", Median.of(turns.stream().mapToDouble(figure).toArray()) / other)
                : "–";
    }

    private static String highest(CompareReport report, HighestRate each) {
        double other = report.highest().stream()
                .filter(any -> any.contender().equals(report.reference()))
                .findFirst()
                .map(HighestRate::held)
                .orElse(0.0);
        return format(
                "\nHighest rate with p99 ≤ %.0f ms, %s: %s%.0f/s%s%s",
                report.p99Ms(),
                each.contender(),
                each.failed() == null ? "at least " : "",
                each.held(),
                each.failed() == null ? "" : format(", %.0f/s failed", each.failed()),
                each.contender().equals(report.reference()) || other == 0
                        ? "\n"
                        : format(" (%.2f × %s)\n", each.held() / other, report.reference()));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
