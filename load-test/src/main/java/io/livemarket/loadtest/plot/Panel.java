package io.livemarket.loadtest.plot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One diagram of a picture: lines over a common horizontal axis.
 *
 * @param title above the diagram, with the unit
 * @param logarithmic whether the vertical axis is; values below 1 are then drawn at 1
 * @param limit a level that is marked; absent for no mark
 */
public record Panel(
        String title, boolean logarithmic, @Nullable Double limit, List<Line> lines) {

    /**
     * A line.
     *
     * @param values at the horizontal values of the picture, {@code NaN} where there is no value
     */
    public record Line(String name, String colour, double[] values) {}

    double highest() {
        double highest = limit == null ? 1 : limit;
        for (Line line : lines) {
            for (double value : line.values()) {
                highest = Math.max(highest, Double.isNaN(value) ? 0 : value);
            }
        }
        return highest;
    }
}
