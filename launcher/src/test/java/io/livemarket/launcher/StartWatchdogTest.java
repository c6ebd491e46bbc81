package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.launcher.HealthCheck.Answer;
import io.livemarket.launcher.HealthCheck.Condition;
import io.livemarket.launcher.StartWatchdog.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartWatchdogTest {

    private final StartWatchdog watchdog = new StartWatchdog(Duration.ofSeconds(180));

    @Test
    void aPartThatIsReadyIsReady() {
        assertThat(at(0, Condition.READY, "")).isEqualTo(Verdict.READY);
    }

    @Test
    void aPartGetsOnWhileItsDetailsChange() {
        assertThat(at(0, Condition.CATCHING_UP, "behind 300")).isEqualTo(Verdict.PROGRESSED);
        assertThat(at(400, Condition.CATCHING_UP, "behind 200")).isEqualTo(Verdict.PROGRESSED);
        assertThat(at(800, Condition.CATCHING_UP, "behind 200")).isEqualTo(Verdict.WAIT);
    }

    @Test
    void detailsThatAlternateAreNoProgress() {
        at(0, Condition.CATCHING_UP, "CREATED");
        at(1, Condition.CATCHING_UP, "REBALANCING");

        assertThat(at(2, Condition.CATCHING_UP, "CREATED")).isEqualTo(Verdict.WAIT);
    }

    @Test
    void aDeadPartIsGivenUpAtTheLimit() {
        assertThat(at(10, Condition.DOWN, "")).isEqualTo(Verdict.WAIT);
        assertThat(at(189, Condition.DOWN, "")).isEqualTo(Verdict.WAIT);
        assertThat(at(190, Condition.DOWN, "")).isEqualTo(Verdict.GIVE_UP);
    }

    @Test
    void aPartThatWasDownInBetweenBeginsAgain() {
        at(0, Condition.DOWN, "");
        at(100, Condition.CATCHING_UP, "");
        at(150, Condition.DOWN, "");

        assertThat(at(200, Condition.DOWN, "")).isEqualTo(Verdict.WAIT);
    }

    @Test
    void aPartThatDoesNotAnswerIsWaitedFor() {
        assertThat(at(0, Condition.SILENT, "")).isEqualTo(Verdict.WAIT);
        assertThat(at(1_000, Condition.SILENT, "")).isEqualTo(Verdict.WAIT);
    }

    private Verdict at(long second, Condition condition, String details) {
        return watchdog.judge(
                new Answer(condition, details), Duration.ofSeconds(second).toNanos());
    }
}
