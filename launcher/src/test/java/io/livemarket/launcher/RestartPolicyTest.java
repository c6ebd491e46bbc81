package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.launcher.RestartPolicy.GiveUp;
import io.livemarket.launcher.RestartPolicy.StartAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final int LIMIT = 6;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final RestartPolicy policy = RestartPolicy.standard();

    @Test
    void pausesDoubleUntilThePartIsGivenUp() {
        List<RestartPolicy.Decision> decisions = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            decisions.add(policy.died(NOON.plusSeconds(i)));
        }

        assertThat(decisions)
                .containsExactly(again(500), again(1_000), again(2_000), again(4_000), again(8_000), new GiveUp());
    }

    @Test
    void aPartThatSeldomDiesIsAlwaysRestarted() {
        for (int i = 0; i < 50; i++) {
            assertThat(policy.died(NOON.plus(WITHIN.multipliedBy(i)))).isEqualTo(again(500));
        }
    }

    @Test
    void onlyTheDeathsOfTheLastFiveMinutesCount() {
        for (int i = 0; i < LIMIT - 1; i++) {
            policy.died(NOON);
        }
        assertThat(policy.died(NOON.plus(WITHIN))).isEqualTo(again(500));

        RestartPolicy other = RestartPolicy.standard();
        for (int i = 0; i < LIMIT - 1; i++) {
            other.died(NOON);
        }
        assertThat(other.died(NOON.plus(WITHIN).minusMillis(1))).isEqualTo(new GiveUp());
    }

    @Test
    void thePauseHasABound() {
        RestartPolicy patient = new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(1), 100, WITHIN);
        for (int i = 0; i < 80; i++) {
            patient.died(NOON);
        }
        assertThat(patient.died(NOON)).isEqualTo(again(1_000));
    }

    private static StartAgain again(long millis) {
        return new StartAgain(Duration.ofMillis(millis));
    }
}
