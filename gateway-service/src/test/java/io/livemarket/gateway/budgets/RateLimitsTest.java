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

    @Test
    void whatCostsMoreTakesMore() {
        RateLimits<String> limits = new RateLimits<>(new Rate(1, 10), 100);
        assertThat(limits.take("a", 9)).isZero();
        assertThat(limits.take("a", 9)).isBetween(1L, 8_000L);
        assertThat(limits.take("a", 1)).isZero();
    }

    @Test
    void whatCostsMoreThanABucketHoldsTakesAFullOne() {
        RateLimits<String> limits = new RateLimits<>(new Rate(1, 2), 100);
        assertThat(limits.take("a", 10)).isZero();
        assertThat(limits.take("a")).isPositive();
    }
}
