package io.livemarket.loadtest.report;

import org.HdrHistogram.Histogram;

/** Percentiles in milliseconds (three significant digits) of {@code count} values; all 0 when there are none. */
public record Latencies(long count, double p50, double p90, double p99, double p999, double max) {

    /** @param micros a histogram of microseconds */
    public static Latencies of(Histogram micros) {
        return new Latencies(
                micros.getTotalCount(),
                millis(micros, 50),
                millis(micros, 90),
                millis(micros, 99),
                millis(micros, 99.9),
                micros.getMaxValue() / 1000.0);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
