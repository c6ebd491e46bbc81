package io.livemarket.loadtest.curves;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The curves as tables in Markdown, one for each. */
public final class CurvesTable {

    private static final double WHOLE = 100;

    private CurvesTable() {}

    /** All curves, in the order in which they were measured. */
    public static String of(CurvesReport report) {
        String tables = report.points().stream()
                .map(Point::curve)
                .distinct()
                .map(curve -> table(
                        curve,
                        report.points().stream()
                                .filter(point -> point.curve().equals(curve))
                                .toList()))
                .collect(Collectors.joining("\n"));
        return tables
                + String.format(
                        Locale.ROOT,
                        "\nThe machine's host took %.1f %% of the processors' time.%n",
                        100 * report.host().stolen());
    }

    private static String table(String curve, List<Point> points) {
        List<String> columns = points.stream()
                .flatMap(point -> point.figures().keySet().stream())
                .distinct()
                .toList();
        StringBuilder text = new StringBuilder("| " + curve + " | " + String.join(" | ", columns) + " |\n|"
                + "---|".repeat(columns.size() + 1) + '\n');
        for (Point point : points) {
            text.append("| ").append(point.size());
            columns.forEach(
                    column -> text.append(" | ").append(number(point.figures().get(column))));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "–";
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= WHOLE || value == Math.rint(value) ? "%,.0f" : "%.1f", value);
    }
}
