package io.livemarket.chat.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final long SECOND = 1_000_000_000L;

    private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofSeconds(10));

    private void fail(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            breaker.failed(nanos);
        }
    }

    @Test
    void failuresInARowStopCallsForATime() {
        fail(2, 0);
        assertThat(breaker.allows(0)).isTrue();
        breaker.succeeded();
        fail(2, 0);
        assertThat(breaker.isOpen()).isFalse();
        fail(1, 0);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.allows(10 * SECOND - 1)).isFalse();
    }

    @Test
    void oneCallDecidesAfterThePause() {
        fail(3, 0);
        assertThat(breaker.allows(10 * SECOND)).isTrue();
        assertThat(breaker.allows(10 * SECOND)).as("a second one").isFalse();
        breaker.failed(11 * SECOND);
        assertThat(breaker.allows(20 * SECOND)).isFalse();
        assertThat(breaker.allows(21 * SECOND)).isTrue();
        breaker.succeeded();
        assertThat(breaker.allows(21 * SECOND)).isTrue();
        assertThat(breaker.allows(21 * SECOND)).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }
}
