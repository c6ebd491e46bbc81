package io.livemarket.gateway.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.config.GatewayProperties.Rate;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    @Test
    void eachCallerHasABucketOfItsOwn() {
        RateLimits<String> limits = new RateLimits<>(new Rate(1, 2), 100);
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isBetween(1L, 1_000L);
        assertThat(limits.take("b")).isZero();
    }

    /**
     * An instance that was cut off from the log for ten minutes reads at once which commands the other instances
     * accepted meanwhile.
     */
    @Test
    void aBucketOwesNoMoreThanItHolds() {
        RateLimits<String> limits = new RateLimits<>(new Rate(1, 10), 100);
        assertThat(limits.take("a")).isZero();
        for (int i = 0; i < 600; i++) {
            limits.owe("a");
        }
        assertThat(limits.take("a")).isBetween(8_000L, 11_000L);
    }

    @Test
    void anExpensiveEventTakesMoreTokens() {
        RateLimits<String> limits = new RateLimits<>(new Rate(1, 10), 100);
        assertThat(limits.take("a", 9)).isZero();
        assertThat(limits.take("a", 9)).isBetween(1L, 8_000L);
        assertThat(limits.take("a", 1)).isZero();
    }

    @Test
    void aCostBeyondTheBucketTakesAFullBucket() {
        RateLimits<String> limits = new RateLimits<>(new Rate(1, 2), 100);
        assertThat(limits.take("a", 10)).isZero();
        assertThat(limits.take("a")).isPositive();
    }
}
