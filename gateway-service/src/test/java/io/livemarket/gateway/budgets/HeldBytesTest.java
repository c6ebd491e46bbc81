package io.livemarket.gateway.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeldBytesTest {

    private final UUID alice = UUID.randomUUID();
    private final HeldBytes bytes = new HeldBytes(10, 15, 20);

    @Test
    void oneSocketHoldsNoMoreThanItsShare() {
        HeldBytes.Held held = bytes.of(alice);
        assertThat(held.grow(7)).isEqualTo(7);
        assertThat(held.grow(30)).isEqualTo(10);
        assertThat(bytes.all()).isEqualTo(10);
    }

    @Test
    void allSocketsOfAUserShareOneBudget() {
        bytes.of(alice).grow(10);
        HeldBytes.Held second = bytes.of(alice);
        assertThat(second.grow(10)).isEqualTo(5);
        assertThat(bytes.of(alice).grow(10)).isZero();
        second.release();
        assertThat(bytes.of(alice).grow(10)).isEqualTo(5);
    }

    @Test
    void allUsersShareOneBudget() {
        bytes.of(alice).grow(10);
        bytes.of(UUID.randomUUID()).grow(8);
        HeldBytes.Held late = bytes.of(UUID.randomUUID());
        assertThat(late.grow(10)).isEqualTo(2);
        assertThat(bytes.all()).isEqualTo(20);
    }

    @Test
    void releasedBytesAreFreeForOthersOnce() {
        HeldBytes.Held held = bytes.of(alice);
        held.grow(10);
        held.release();
        held.release();
        assertThat(bytes.all()).isZero();
        assertThat(bytes.of(alice).grow(10)).isEqualTo(10);
    }
}
