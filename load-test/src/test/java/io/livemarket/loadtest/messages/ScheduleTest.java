package io.livemarket.loadtest.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void messagesAreSpreadEvenly() {
        Schedule schedule = new Schedule(7, 50, 1000);
        assertThat(schedule.dueNanos(0)).isEqualTo(7);
        assertThat(schedule.dueNanos(1)).isEqualTo(7 + SECOND / 50);
        assertThat(schedule.dueNanos(500)).isEqualTo(7 + 10 * SECOND);
    }

    @Test
    void aStallMovesNoIntendedTime() {
        Schedule schedule = new Schedule(0, 100, 1000);
        assertThat(schedule.dueBy(0)).isEqualTo(1);
        assertThat(schedule.dueBy(5 * SECOND - 1)).isEqualTo(500);
        assertThat(schedule.dueNanos(100)).isEqualTo(SECOND);
    }

    @Test
    void nothingIsDueBeforeTheStartNorBeyondTheTotal() {
        Schedule schedule = new Schedule(SECOND, 100, 10);
        assertThat(schedule.dueBy(SECOND - 1)).isZero();
        assertThat(schedule.dueBy(60 * SECOND)).isEqualTo(10);
    }

    @Test
    void stepsFollowOneAnotherWithoutAGap() {
        Schedule schedule = new Schedule(0, List.of(new Step(10, 10), new Step(100, 100), new Step(10, 10)));
        assertThat(schedule.total()).isEqualTo(120);
        assertThat(schedule.perSecond()).isEqualTo(100);
        assertThat(schedule.dueNanos(10)).isEqualTo(SECOND);
        assertThat(schedule.dueNanos(60)).isEqualTo(3 * SECOND / 2);
        assertThat(schedule.dueNanos(110)).isEqualTo(2 * SECOND);
        assertThat(schedule.dueNanos(120)).isEqualTo(3 * SECOND);
        assertThat(schedule.dueBy(SECOND - 1)).isEqualTo(10);
        assertThat(schedule.dueBy(SECOND)).isEqualTo(11);
        assertThat(schedule.dueBy(3 * SECOND / 2)).isEqualTo(61);
        assertThat(schedule.dueBy(60 * SECOND)).isEqualTo(120);
    }

    @Test
    void aStepWithoutMessagesTakesNoTime() {
        Schedule schedule = new Schedule(5, List.of(new Step(10, 0), new Step(100, 100)));
        assertThat(schedule.dueNanos(0)).isEqualTo(5);
        assertThat(schedule.dueBy(5)).isEqualTo(1);
    }

    @Test
    @Timeout(10)
    void everyMessageIsPacedOnceInOrderAndNotEarly() {
        for (double rate : new double[] {200, 20_000}) {
            Schedule schedule = new Schedule(System.nanoTime(), rate, 100);
            List<Integer> handed = new ArrayList<>();
            new Pacer(schedule, Runnable::run, (from, to) -> {
                        assertThat(schedule.dueNanos(to - 1)).isLessThanOrEqualTo(System.nanoTime());
                        for (int index = from; index < to; index++) {
                            handed.add(index);
                        }
                    })
                    .run();
            assertThat(handed).hasSize(100).isSorted().doesNotHaveDuplicates();
        }
    }
}
