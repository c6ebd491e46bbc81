package io.livemarket.loadtest.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A bounded search for the highest rate that holds: upwards by a quarter until one fails, then by halving the gap. A
 * failure below a rate that held counts for nothing, since on a disturbed machine any single turn may fail.
 */
public final class RateSearch {

    private static final double GROWTH = 1.25;
    private static final double PRECISION = 1.08;
    private static final double ROUND = 50;

    private final double highest;
    private final List<Double> failures = new ArrayList<>();
    private int probes;
    private double held;

    /**
     * @param highest no rate above is proposed
     * @param probes how many rates are proposed at most
     */
    public RateSearch(double highest, int probes) {
        this.highest = highest;
        this.probes = probes;
    }

    /** Records the outcome of a turn at a rate, whether the search proposed the rate or not. */
    public void record(double rate, boolean holds) {
        if (holds) {
            held = Math.max(held, rate);
        } else {
            failures.add(rate);
        }
    }

    /** The highest rate that held; 0 when no rate did. */
    public double held() {
        return held;
    }

    /** The lowest rate that failed above the highest rate that held; empty when none failed. */
    public OptionalDouble failed() {
        return failures.stream()
                .mapToDouble(Double::doubleValue)
                .filter(rate -> rate > held)
                .min();
    }

    /** The next rate to try; empty when the search is over. */
    public OptionalDouble next() {
        double proposed = failed().isPresent()
                ? between(held, failed().getAsDouble())
                : Math.min(highest, rounded(held * GROWTH));
        if (probes <= 0 || proposed <= held || proposed < ROUND) {
            return OptionalDouble.empty();
        }
        probes--;
        return OptionalDouble.of(proposed);
    }

    /** A rate in the gap, or the rate that held when the gap is small enough. */
    private static double between(double held, double failed) {
        double middle = rounded(held == 0 ? failed / 2 : Math.sqrt(held * failed));
        return failed / held <= PRECISION || middle >= failed ? held : middle;
    }

    private static double rounded(double rate) {
        return Math.round(rate / ROUND) * ROUND;
    }
}
