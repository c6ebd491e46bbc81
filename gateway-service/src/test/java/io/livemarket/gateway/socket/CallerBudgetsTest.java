package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.config.GatewayProperties.Rate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class CallerBudgetsTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @Test
    void aUserHasOneBudgetFromAllAddresses() {
        CallerBudgets budgets = budgets(new Rate(1, 10), new Rate(1, 1_000));
        for (int i = 0; i < 10; i++) {
            assertThat(budgets.event(alice, i % 2 == 0 ? HERE : THERE)).isZero();
        }
        assertThat(budgets.event(alice, HERE)).isPositive();
        assertThat(budgets.event(alice, THERE)).isPositive();
        assertThat(budgets.event(bob, HERE)).isZero();
    }

    @Test
    void anAddressHasOneBudgetForAllItsUsers() {
        CallerBudgets budgets = budgets(new Rate(1, 1_000), new Rate(1, 10));
        for (int i = 0; i < 10; i++) {
            assertThat(budgets.event(UUID.randomUUID(), HERE)).isZero();
        }
        assertThat(budgets.event(alice, HERE)).isPositive();
        assertThat(budgets.event(alice, THERE)).isZero();
    }

    @Test
    void aFastUserTakesNothingFromItsAddress() {
        CallerBudgets budgets = budgets(new Rate(1, 2), new Rate(1, 3));
        for (int i = 0; i < 100; i++) {
            budgets.event(alice, HERE);
        }
        assertThat(budgets.event(bob, HERE)).isZero();
    }

    /** Else the sockets of a busy user refuse each other until they are disconnected for their refusals. */
    @Test
    void aSharedBudgetHasALongerRetryTime() {
        CallerBudgets budgets = budgets(new Rate(100, 2), new Rate(1, 1_000));
        List<Long> refusals = IntStream.range(0, 100)
                .mapToObj(_ -> budgets.event(alice, HERE))
                .filter(retryAfterMs -> retryAfterMs > 0)
                .toList();
        assertThat(refusals).isNotEmpty().allMatch(retryAfterMs -> retryAfterMs >= 250);
    }

    /** Each gateway reads the commands of the other gateways in the log. */
    @Test
    void twoGatewaysGiveAUserOneRate() {
        CallerBudgets here = budgets(new Rate(1, 20), new Rate(1, 1_000));
        CallerBudgets other = budgets(new Rate(1, 20), new Rate(1, 1_000));
        here.event(alice, HERE);
        other.event(alice, THERE);
        int accepted = 0;
        for (int i = 0; i < 60; i++) {
            CallerBudgets sending = i % 2 == 0 ? here : other;
            if (sending.event(alice, HERE) == 0) {
                (sending == here ? other : here).accepted(alice);
                accepted++;
            }
        }
        assertThat(accepted).isBetween(17, 24);
        assertThat(here.event(bob, HERE)).isZero();
    }

    @Test
    void nothingIsKeptOfUsersOfOtherGateways() {
        CallerBudgets budgets = budgets(new Rate(1, 10), new Rate(1, 1_000));
        for (int i = 0; i < 50; i++) {
            budgets.accepted(alice);
        }
        assertThat(budgets.event(alice, HERE)).isZero();
    }

    @Test
    void connectingCountsAsSeveralEvents() {
        CallerBudgets budgets = budgets(new Rate(1, 10), new Rate(1, 1_000));
        assertThat(budgets.connect(alice, HERE)).isZero();
        assertThat(budgets.connect(alice, HERE)).isZero();
        assertThat(budgets.connect(alice, HERE)).isPositive();
        assertThat(budgets.connect(bob, HERE)).isZero();
    }

    @Test
    void questionsUnderWayAreLimitedForUserAndAddress() {
        CallerBudgets budgets = budgets(new Rate(1, 10), new Rate(1, 10));
        assertThat(budgets.asks(alice, HERE)).isTrue();
        assertThat(budgets.asks(alice, HERE)).isTrue();
        assertThat(budgets.asks(alice, THERE)).as("a third one of the user").isFalse();
        assertThat(budgets.asks(bob, HERE)).isTrue();
        assertThat(budgets.asks(bob, HERE)).as("a fourth one from the address").isFalse();
        assertThat(budgets.asks(bob, THERE))
                .as("what was refused keeps no place")
                .isTrue();
        budgets.answered(alice, HERE);
        assertThat(budgets.asks(alice, HERE)).isTrue();
    }

    private static CallerBudgets budgets(Rate perUser, Rate perAddress) {
        DataSize any = DataSize.ofKilobytes(1);
        return new CallerBudgets(new GatewayProperties.Budgets(perUser, perAddress, 5, 100, 2, 3, 1, any, any, any));
    }
}
