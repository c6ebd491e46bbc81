package io.livemarket.loadtest.compare;

/**
 * The highest rate that a contender held.
 *
 * @param held messages per second; 0 when no rate held
 * @param failed the lowest rate above it that did not hold; {@code null} when each one tried held
 */
public record HighestRate(String contender, double held, Double failed) {}
