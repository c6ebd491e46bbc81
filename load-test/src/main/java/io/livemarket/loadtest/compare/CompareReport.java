package io.livemarket.loadtest.compare;

import java.util.List;

/**
 * The outcome of {@code load-test/run compare}.
 *
 * @param reference the contender that is the denominator of each ratio
 * @param p99Ms the limit of the search
 * @param turns in the order in which they were made, those of the search included
 * @param highest empty without a search
 */
public record CompareReport(String mode, String reference, double p99Ms, List<Turn> turns, List<HighestRate> highest) {}
