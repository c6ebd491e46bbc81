package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwaitedAgesTest {

    private static final long MS = 1_000_000;

    private final AwaitedAges ages = new AwaitedAges(Duration.ofMillis(80));

    @Test
    void aCommandIsLateAfterTheLimit() {
        ages.begin(1_000 * MS);
        assertThat(ages.late(1_070 * MS)).isZero();
        assertThat(ages.late(1_091 * MS)).isEqualTo(1);
        assertThat(ages.late(9_000 * MS)).isEqualTo(1);
    }

    @Test
    void aCommandThatEndsIsNoLongerLate() {
        long early = ages.begin(1_000 * MS);
        long later = ages.begin(1_050 * MS);
        assertThat(ages.late(1_200 * MS)).isEqualTo(2);
        ages.end(early);
        assertThat(ages.late(1_200 * MS)).isEqualTo(1);
        ages.end(later);
        assertThat(ages.late(1_200 * MS)).isZero();
    }

    @Test
    void commandsThatEndInTimeAreNeverLate() {
        for (long at = 0; at < 1_000; at++) {
            long slot = ages.begin(at * MS);
            assertThat(ages.late(at * MS)).isZero();
            ages.end(slot);
        }
        assertThat(ages.late(10_000 * MS)).isZero();
    }

    @Test
    void theRingOfSlotsIsUsedAgain() {
        long first = ages.begin(0);
        long second = ages.begin(80 * MS);
        assertThat(ages.late(85 * MS)).isEqualTo(1);
        ages.end(second);
        assertThat(ages.late(85 * MS)).isEqualTo(1);
        ages.end(first);
        assertThat(ages.late(1_000 * MS)).isZero();
    }

    @Test
    void timesMayBeNegative() {
        ages.begin(-500 * MS);
        assertThat(ages.late(-450 * MS)).isZero();
        assertThat(ages.late(-300 * MS)).isEqualTo(1);
    }
}
