package io.livemarket.loadtest.costs;

import java.util.List;

/**
 * The result of a round of turns: CPU seconds of all processes of each system for 1,000 messages.
 *
 * @param first  the system that the other is compared with
 * @param second the other one
 */
public record TurnResult(double first, double second) {

    /** More than 1: the second system used more. */
    public double ratio() {
        return second / first;
    }

    /** The middle one of the rounds' ratios; of an even number the mean of the two in the middle. */
    public static double medianRatio(List<TurnResult> rounds) {
        List<Double> sorted = rounds.stream().map(TurnResult::ratio).sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
