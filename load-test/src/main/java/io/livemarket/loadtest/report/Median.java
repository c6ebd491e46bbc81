package io.livemarket.loadtest.report;

import java.util.Arrays;

/** The median of some figures. */
public final class Median {

    private Median() {}

    /** The median; of an even number the mean of the two in the middle; 0 of none. */
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
