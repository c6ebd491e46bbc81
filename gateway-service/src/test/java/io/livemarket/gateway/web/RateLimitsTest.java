package io.livemarket.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.config.GatewayProperties.Rate;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    @Test
    void eachCallerHasABucketOfItsOwn() {
        RateLimits limits = new RateLimits(new Rate(1, 2), 100);
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isBetween(1L, 1_000L);
        assertThat(limits.take("b")).isZero();
    }
}
