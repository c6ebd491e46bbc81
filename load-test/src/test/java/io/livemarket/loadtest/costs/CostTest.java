package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {

    private static final Cost NOTHING = Cost.none("second of an idle system");

    @Test
    void aUnitsCostExcludesTheIdleSystemsUse() {
        Cost idle =
                Cost.between("second of an idle system", "-", "c", 10, reading(0, 0, 0), reading(10, 0.1, 50), NOTHING);
        assertThat(idle.cpu()).containsEntry("chat", 10_000.0);
        assertThat(idle.in()).containsEntry("events", 5.0);

        Cost message =
                Cost.between("message", "100/s", "c", 1_000, reading(10, 0.1, 50), reading(20, 1.2, 900_100), idle);
        assertThat(message.cpu()).containsEntry("chat", 1_000.0);
        assertThat(message.in()).containsEntry("events", 900.0);
        assertThat(message.out()).containsEntry("events", 900.0);
        assertThat(message.log()).containsEntry("events", 900.0);
        assertThat(message.seconds()).isEqualTo(10);
    }

    @Test
    void anUnchangedCounterIsNoCost() {
        Cost cost = Cost.between("message", "100/s", "c", 10, reading(0, 0, 70), reading(1, 0, 70), NOTHING);
        assertThat(cost.in()).isEmpty();
    }

    private static Reading reading(long second, double cpu, long bytes) {
        Map<String, Long> events = Map.of("events", bytes);
        return new Reading(second * 1_000_000_000, Map.of("chat", cpu), events, events, events, Map.of(), Map.of());
    }
}
