package io.livemarket.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PulseTest {

    private long now = -3;
    private final Pulse pulse = new Pulse("decider-3", () -> now);

    private void wait(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aStepIsBusyUntilItEnds() {
        pulse.busy();
        wait(Duration.ofSeconds(90));
        assertThat(pulse.sign().busy()).isEqualTo(Duration.ofSeconds(90));

        pulse.busy();
        wait(Duration.ofSeconds(1));
        assertThat(pulse.sign().busy()).as("the next step").isEqualTo(Duration.ofSeconds(1));

        pulse.rest();
        wait(Duration.ofHours(1));
        assertThat(pulse.sign().busy()).isZero();
    }

    @Test
    void aStepThatBeginsAtClockZeroIsBusy() {
        now = 0;
        pulse.busy();
        wait(Duration.ofSeconds(5));
        assertThat(pulse.sign().busy()).isCloseTo(Duration.ofSeconds(5), Duration.ofNanos(2));
    }

    @Test
    void failuresCountUntilTheThreadGetsOn() {
        pulse.failed(new IllegalStateException("a fault"));
        wait(Duration.ofSeconds(2));
        pulse.failed(new OutOfMemoryError());
        assertThat(pulse.sign().failures()).containsExactly(Duration.ofSeconds(2), Duration.ZERO);

        pulse.progressed();
        assertThat(pulse.sign().failures()).isEmpty();
    }

    @Test
    void aFailureEndsTheStep() {
        pulse.busy();
        pulse.failed(new IllegalStateException("a fault"));
        wait(Duration.ofMinutes(10));
        assertThat(pulse.sign().busy()).isZero();
    }

    @Test
    void anOutageIsNoFailure() {
        pulse.failed(new TimeoutException("no broker answers"));
        pulse.failed(new KafkaException("the ends of the logs could not be asked for", new TimeoutException()));
        pulse.failed(
                new IllegalStateException("the topics are not known", new java.util.concurrent.TimeoutException()));
        pulse.failed(new MongoTimeoutException("no server"));
        assertThat(pulse.sign().failures()).isEmpty();
    }

    @Test
    void failuresWithoutEndTakeNoMoreMemory() {
        for (int i = 0; i < 10 * Pulse.REMEMBERED; i++) {
            wait(Duration.ofSeconds(1));
            pulse.failed(new IllegalStateException("a fault"));
        }
        assertThat(pulse.sign().failures()).hasSize(Pulse.REMEMBERED).endsWith(Duration.ZERO);
    }
}
