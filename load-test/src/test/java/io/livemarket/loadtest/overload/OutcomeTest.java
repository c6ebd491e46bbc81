package io.livemarket.loadtest.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.messages.Slot;
import io.livemarket.loadtest.report.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    /** 2 s calm, 4 s of surge, 4 s calm. */
    private static final Course COURSE =
            new Course(100, 400, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(4));

    @Test
    void theWorstAndTheFirstRecoveredSecondCount() {
        List<Slot> seconds = new ArrayList<>();
        seconds.add(slot(0, 100, 0, 5_000)); // Before the surge nothing is judged.
        seconds.add(slot(1_000, 100, 0, 5));
        seconds.add(slot(2_000, 200, 200, 250));
        seconds.add(slot(3_000, 240, 160, 120));
        seconds.add(slot(4_000, 200, 200, 120));
        seconds.add(slot(5_000, 200, 200, 120));
        seconds.add(slot(6_000, 90, 10, 500));
        Outcome outcome = Outcome.of(COURSE, slots(6_000, 500, 20, 400, 20, 20, 20, 20, 20), seconds, 300);
        assertThat(outcome.acceptedPerSecond()).isEqualTo(210);
        assertThat(outcome.acceptedP99Ms()).isEqualTo(250);
        assertThat(outcome.refused()).isEqualTo(760);
        assertThat(outcome.refusedP99Ms()).isEqualTo(7);
        assertThat(outcome.unanswered()).isZero();
        assertThat(outcome.recoveredAfterMs()).isEqualTo(750);
    }

    @Test
    void aSystemSlowToTheEndHasNotRecovered() {
        assertThat(Outcome.of(COURSE, slots(6_000, 500, 20, 20, 500, 20, 20), List.of(), 300)
                        .recoveredAfterMs())
                .isNull();
        List<Slot> refusing =
                List.of(slot(6_000, 1, 1, 5), slot(7_000, 1, 1, 5), slot(8_000, 1, 1, 5), slot(9_000, 1, 1, 5));
        assertThat(Outcome.of(COURSE, refusing, List.of(), 300).recoveredAfterMs())
                .isNull();
    }

    @Test
    void aSystemThatNoticedNothingRecoveredAtOnce() {
        assertThat(Outcome.of(COURSE, slots(6_000, 20, 20, 20, 20, 20, 20), List.of(), 300)
                        .recoveredAfterMs())
                .isZero();
    }

    private static List<Slot> slots(long fromMs, double... p99) {
        List<Slot> slots = new ArrayList<>();
        for (double each : p99) {
            slots.add(slot(fromMs + slots.size() * 250L, 25, 0, each));
        }
        return slots;
    }

    private static Slot slot(long fromMs, int accepted, int refused, double p99) {
        return new Slot(
                fromMs,
                accepted + refused,
                accepted,
                refused,
                0,
                new Latencies(accepted, p99 / 2, p99, p99, p99, p99),
                new Latencies(refused, refused == 0 ? 0 : 1, 2, refused == 0 ? 0 : 7, 8, 9));
    }
}
