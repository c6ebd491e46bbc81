package io.livemarket.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Aligned lines of a label and its values, for the terminal. */
public final class Table {

    private final List<String[]> rows = new ArrayList<>();

    /** A line; {@code format} as in {@link String#format}, with a decimal point. */
    public Table row(String label, String format, Object... values) {
        rows.add(new String[] {label, String.format(Locale.ROOT, format, values)});
        return this;
    }

    public Table latencies(String label, Latencies ms) {
        return row(
                label,
                "p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms  (%d values)",
                ms.p50(),
                ms.p90(),
                ms.p99(),
                ms.p999(),
                ms.max(),
                ms.count());
    }

    /** A number of bytes in the unit that reads best. */
    public static String bytes(long bytes) {
        if (Math.abs(bytes) < 10 << 10) {
            return bytes + " B";
        }
        return Math.abs(bytes) < 10 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
    }

    @Override
    public String toString() {
        int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            text.append(row[0])
                    .append(" ".repeat(width - row[0].length() + 2))
                    .append(row[1])
                    .append('\n');
        }
        return text.toString();
    }
}
