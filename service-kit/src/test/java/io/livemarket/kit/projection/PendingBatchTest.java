package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The age of a batch counts from its first attempt, and ends with it. */
class PendingBatchTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong(-7);
    private boolean owner = true;
    private final PendingBatch pending = new PendingBatch("names", meters, now::get, () -> owner);

    @Test
    void aRetriedBatchGetsOlderUntilItIsApplied() {
        assertThat(age()).isZero();
        pending.attempt();
        pass(Duration.ofSeconds(40));
        pending.attempt();
        pass(Duration.ofSeconds(40));
        assertThat(pending.isThere()).isTrue();
        assertThat(age()).isEqualTo(80);
        pending.end();
        assertThat(age()).isZero();
        pending.attempt();
        pass(Duration.ofSeconds(1));
        assertThat(age()).isEqualTo(1);
    }

    @Test
    void aBatchOfLostPartitionsDoesNotCount() {
        pending.attempt();
        pass(Duration.ofSeconds(40));
        owner = false;
        assertThat(age()).isZero();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private double age() {
        return meters.get("livemarket.projection.pending.seconds")
                .tag("projection", "names")
                .gauge()
                .value();
    }
}
