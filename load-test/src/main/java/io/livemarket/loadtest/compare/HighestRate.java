package io.livemarket.loadtest.compare;

import org.jspecify.annotations.Nullable;

/**
 * The highest rate that a contender held.
 *
 * @param held messages per second; 0 when no rate held
 * @param failed the lowest rate above {@code held} that failed; absent when no tried rate failed
 */
public record HighestRate(
        String contender, double held, @Nullable Double failed) {}
