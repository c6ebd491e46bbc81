package io.livemarket.ledger;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.Observations;
import io.livemarket.ledger.model.Recovery;
import io.livemarket.ledger.verify.Violation;
import io.livemarket.ledger.verify.WaitTable;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The result of a run, as lines for the terminal. */
final class Report {

    private static final int SHOWN_PER_KIND = 10;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** @param untimed see {@link io.livemarket.ledger.verify.ShownWaits} */
    void print(List<WaitTable.Row> waits, int untimed) {
        out.println();
        out.println("waits                    of            values   p50 ms   p99 ms   max ms");
        waits.forEach(row -> out.printf(
                "%-24s %-12s %7d %8d %8d %8d%n",
                row.label(),
                row.what().name().toLowerCase(Locale.ROOT),
                row.count(),
                row.p50Millis(),
                row.p99Millis(),
                row.maxMillis()));
        line("messages first shown edited or deleted", untimed);
    }

    void print(Observations seen, Map<String, Long> problems, List<Violation> violations) {
        out.println();
        out.println("faults                 count   devices   p50 ms   max ms   never");
        Map<String, List<Recovery>> byKind = seen.recoveries().stream()
                .collect(Collectors.groupingBy(Recovery::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, all) -> {
            long[] millis = all.stream()
                    .filter(each -> each.millis().isPresent())
                    .mapToLong(each -> each.millis().getAsLong())
                    .sorted()
                    .toArray();
            out.printf(
                    "%-20s %7d %9d %8s %8s %7d%n",
                    kind,
                    all.stream().map(Recovery::fault).distinct().count(),
                    all.size(),
                    millis.length == 0 ? "-" : millis[(millis.length - 1) / 2],
                    millis.length == 0 ? "-" : millis[millis.length - 1],
                    all.size() - millis.length);
        });
        out.println();
        Map<String, Long> attempts = seen.attempts().stream()
                .collect(Collectors.groupingBy(
                        each -> each.act() + " " + each.outcome().getClass().getSimpleName(),
                        TreeMap::new,
                        Collectors.counting()));
        attempts.forEach((what, count) -> out.printf("%-40s %8d%n", "attempts: " + what, count));
        line("log: records", seen.log().size());
        line(
                "log: messages",
                seen.log().stream()
                        .filter(each -> each.event() instanceof ChatEvent.MessageSent)
                        .count());
        line("sockets: connections", seen.connections().size());
        line(
                "sockets: events",
                seen.connections().stream()
                        .map(Connection::sightings)
                        .mapToLong(List::size)
                        .sum());
        line("histories compared", seen.reads().histories().size());
        line("devices' chats compared", seen.reads().views().size());
        line("list entries compared", seen.reads().summaries().size());
        problems.forEach((what, count) -> line("clients: " + what, count));
        out.println();
        Map<Violation.Kind, List<Violation>> kinds =
                violations.stream().collect(Collectors.groupingBy(Violation::kind, TreeMap::new, Collectors.toList()));
        kinds.forEach((kind, all) -> {
            out.printf("VIOLATED %s, %d times%n", kind, all.size());
            all.stream().limit(SHOWN_PER_KIND).forEach(each -> out.println("    " + each.detail()));
            if (all.size() > SHOWN_PER_KIND) {
                out.println("    and " + (all.size() - SHOWN_PER_KIND) + " more");
            }
        });
    }

    private void line(String what, long count) {
        out.printf("%-40s %8d%n", what, count);
    }
}
