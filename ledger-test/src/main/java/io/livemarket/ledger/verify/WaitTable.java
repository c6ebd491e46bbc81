package io.livemarket.ledger.verify;

import io.livemarket.ledger.model.Stretch;
import io.livemarket.ledger.model.Wait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Percentiles of the waits of users, for each part of the run and each kind of wait. */
public final class WaitTable {

    /** The label of the waits that overlap no stretch. */
    public static final String CALM = "calm";

    private WaitTable() {}

    /**
     * One line: nearest-rank percentiles.
     *
     * @param label of the stretches, or {@link #CALM}
     */
    public record Row(String label, Wait.What what, int count, long p50Millis, long p99Millis, long maxMillis) {}

    /**
     * The rows that have at least one wait: first those of the calm, then by label in the order of the run. A wait that
     * overlaps stretches of several labels is in the row of each.
     */
    public static List<Row> of(List<Wait> waits, List<Stretch> stretches) {
        List<Row> rows = new ArrayList<>();
        add(rows, CALM, waits, wait -> stretches.stream().noneMatch(each -> each.overlaps(wait)));
        Set<String> labels = new LinkedHashSet<>();
        stretches.stream()
                .sorted(Comparator.comparingLong(Stretch::fromNanos))
                .forEach(each -> labels.add(each.label()));
        for (String label : labels) {
            List<Stretch> own = stretches.stream()
                    .filter(each -> each.label().equals(label))
                    .toList();
            add(rows, label, waits, wait -> own.stream().anyMatch(each -> each.overlaps(wait)));
        }
        return List.copyOf(rows);
    }

    /**
     * The rows that are beyond a bound, as violations.
     *
     * @param p99Millis for {@link Wait.What#ACKNOWLEDGED} and {@link Wait.What#SHOWN}; 0 checks nothing
     * @param backMillis for the longest {@link Wait.What#BACK}; 0 checks nothing
     */
    public static List<Violation> beyond(List<Row> rows, long p99Millis, long backMillis) {
        List<Violation> found = new ArrayList<>();
        for (Row row : rows) {
            boolean back = row.what() == Wait.What.BACK;
            long bound = back ? backMillis : p99Millis;
            long value = back ? row.maxMillis() : row.p99Millis();
            if (bound > 0 && value > bound) {
                found.add(new Violation(
                        Violation.Kind.SLOW,
                        "%s, %s: %s %d ms of %d values, at most %d ms are allowed"
                                .formatted(
                                        row.label(), row.what(), back ? "longest" : "p99", value, row.count(), bound)));
            }
        }
        return List.copyOf(found);
    }

    private static void add(List<Row> rows, String label, List<Wait> waits, Predicate<Wait> of) {
        for (Wait.What what : Wait.What.values()) {
            long[] millis = waits.stream()
                    .filter(each -> each.what() == what)
                    .filter(of)
                    .mapToLong(each -> TimeUnit.NANOSECONDS.toMillis(each.toNanos() - each.fromNanos()))
                    .sorted()
                    .toArray();
            if (millis.length > 0) {
                rows.add(new Row(
                        label, what, millis.length, rank(millis, 0.5), rank(millis, 0.99), millis[millis.length - 1]));
            }
        }
    }

    private static long rank(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
