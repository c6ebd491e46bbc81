package io.livemarket.loadtest.report;

import java.util.Arrays;

/** The middle of some figures. */
public final class Median {

    private Median() {}

    /** The middle one; of an even number the mean of the two in the middle; 0 of none. */
    public static double of(double... figures) {
        if (figures.length == 0) {
            return 0;
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
