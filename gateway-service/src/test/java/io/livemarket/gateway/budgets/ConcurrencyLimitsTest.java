package io.livemarket.gateway.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitsTest {

    private final ConcurrencyLimits<String> limits = new ConcurrencyLimits<>(2);

    @Test
    void eachCallerHasItsOwnPlaces() {
        assertThat(limits.acquire("a")).isTrue();
        assertThat(limits.acquire("a")).isTrue();
        assertThat(limits.acquire("a")).isFalse();
        assertThat(limits.acquire("b")).isTrue();
        limits.release("a");
        assertThat(limits.acquire("a")).isTrue();
    }

    @Test
    void callersWithoutAnOperationAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            limits.acquire("caller " + i);
            limits.release("caller " + i);
        }
        assertThat(limits.callers()).isZero();
    }
}
