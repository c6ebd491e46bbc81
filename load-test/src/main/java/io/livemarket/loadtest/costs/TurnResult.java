package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.report.Median;
import java.util.List;

/**
 * The result of a round of turns: CPU seconds of all processes of each system for 1,000 messages.
 *
 * @param first the system that is the denominator of the ratio
 * @param second the system that is the numerator
 */
public record TurnResult(double first, double second) {

    /** More than 1: the second system used more. */
    public double ratio() {
        return second / first;
    }

    /** The median of the rounds' ratios; of an even number the mean of the two in the middle. */
    public static double medianRatio(List<TurnResult> rounds) {
        return Median.of(rounds.stream().mapToDouble(TurnResult::ratio).toArray());
    }
}
