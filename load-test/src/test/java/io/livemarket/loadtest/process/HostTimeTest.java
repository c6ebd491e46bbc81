package io.livemarket.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostTimeTest {

    @Test
    void sharesAreOfAllTicksBetweenTwoReadings() {
        HostTime start = HostTime.of("cpu  100 0 100 700 50 0 0 50 40 0");
        HostTime end = HostTime.of("cpu  150 0 110 715 55 0 0 70 90 0");
        assertThat(start).isEqualTo(new HostTime(1000, 750, 50));
        assertThat(end.since(start)).isEqualTo(new HostTime.Use(0.2, 0.2));
        assertThat(start.since(start)).isEqualTo(new HostTime.Use(0, 0));
    }

    @Test
    void thisMachineHasTicks() {
        assertThat(HostTime.now().all()).isPositive();
    }
}
