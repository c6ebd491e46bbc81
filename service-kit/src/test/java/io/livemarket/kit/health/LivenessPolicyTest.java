package io.livemarket.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessPolicyTest {

    private final LivenessPolicy policy = new LivenessPolicy(5, Duration.ofMinutes(5), Duration.ofMinutes(2));

    private Optional<String> faultAfter(Duration busy, List<Duration> failures) {
        return policy.fault(new LifeSign("decider-3", Optional.empty(), busy, failures));
    }

    private static List<Duration> failures(int count, Duration age) {
        return Collections.nCopies(count, age);
    }

    @Test
    void aThreadThatWaitsOrWorksIsAlive() {
        assertThat(faultAfter(Duration.ZERO, List.of())).isEmpty();
        assertThat(faultAfter(Duration.ofMinutes(2), failures(4, Duration.ofSeconds(1))))
                .isEmpty();
    }

    @Test
    void aThreadThatHasEndedIsNot() {
        assertThat(policy.fault(LifeSign.ended("decider", "a setting is wrong")))
                .contains("a setting is wrong");
    }

    @Test
    void aStepThatTakesTooLongIsAFault() {
        assertThat(faultAfter(Duration.ofMinutes(2).plusSeconds(1), List.of())).contains("in one step for 121 s");
    }

    @Test
    void failuresWithoutProgressAreAFault() {
        assertThat(faultAfter(Duration.ZERO, failures(5, Duration.ofMinutes(5))))
                .contains("failed 5 times within 300 s and got no further");
    }

    @Test
    void failuresOfLongAgoAreNone() {
        assertThat(faultAfter(Duration.ZERO, failures(50, Duration.ofMinutes(5).plusMillis(1))))
                .isEmpty();
    }
}
