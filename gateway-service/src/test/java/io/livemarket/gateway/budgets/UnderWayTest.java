package io.livemarket.gateway.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnderWayTest {

    private final UnderWay<String> underWay = new UnderWay<>(2);

    @Test
    void eachCallerHasItsOwnPlaces() {
        assertThat(underWay.begin("a")).isTrue();
        assertThat(underWay.begin("a")).isTrue();
        assertThat(underWay.begin("a")).isFalse();
        assertThat(underWay.begin("b")).isTrue();
        underWay.end("a");
        assertThat(underWay.begin("a")).isTrue();
    }

    @Test
    void nothingIsKeptOfCallersForWhomNothingIsUnderWay() {
        for (int i = 0; i < 1_000; i++) {
            underWay.begin("caller " + i);
            underWay.end("caller " + i);
        }
        assertThat(underWay.callers()).isZero();
    }
}
