package io.livemarket.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PairFilterTest {

    private static final int PAIRS = 20_000;

    /** Ids of one moment, which differ in few bits. */
    @Test
    void theFilterHasNoFalseNegativesAndFewFalsePositives() {
        PairFilter filter = new PairFilter();
        List<UUID> users = new ArrayList<>();
        for (int i = 0; i < 2 * PAIRS; i++) {
            users.add(Ids.next());
        }
        for (int i = 0; i < PAIRS; i++) {
            filter.add(users.get(2 * i), users.get(2 * i + 1));
        }
        int taken = 0;
        for (int i = 0; i < PAIRS; i++) {
            assertThat(filter.mayHold(users.get(2 * i), users.get(2 * i + 1))).isTrue();
            assertThat(filter.mayHold(users.get(2 * i + 1), users.get(2 * i))).isTrue();
            if (filter.mayHold(users.get(2 * i), users.get((2 * i + 2) % users.size()))) {
                taken++;
            }
        }
        assertThat(taken).as("1 in 750 is what such a filter takes by its size").isLessThan(PAIRS / 200);
    }

    @Test
    void anEmptyOneHoldsNothing() {
        assertThat(new PairFilter().mayHold(Ids.next(), Ids.next())).isFalse();
    }
}
