package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.config.GatewayProperties.Rate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventBudgetTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long start = Long.MAX_VALUE - SECOND;
    private final EventBudget budget = new EventBudget(new Rate(40, 80), start);

    @Test
    void aBurstIsLetThroughAndThenTheRate() {
        for (int i = 0; i < 80; i++) {
            assertThat(budget.take(start)).isZero();
        }
        assertThat(budget.take(start)).isEqualTo(25);
        // The clock's origin is arbitrary, and it may overflow.
        long later = start + 2 * SECOND;
        for (int i = 0; i < 80; i++) {
            assertThat(budget.take(later)).isZero();
        }
        assertThat(budget.take(later)).isPositive();
    }

    @Test
    void aCallerThatWaitsTheRetryTimeIsAdmitted() {
        while (budget.take(start) == 0) {
            continue;
        }
        long told = budget.take(start);
        assertThat(budget.take(start + TimeUnit.MILLISECONDS.toNanos(told))).isZero();
    }

    @Test
    void refusalsAreCountedWithinAWindow() {
        for (int i = 1; i <= 500; i++) {
            assertThat(budget.refused(start + i, 10 * SECOND)).isEqualTo(i);
        }
        assertThat(budget.refused(start + 11 * SECOND, 10 * SECOND)).isEqualTo(1);
    }
}
