package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentStatesTest {

    @Test
    void theOneThatWasUsedLongestAgoGoesFirst() {
        RecentStates<Integer> states = new RecentStates<>(3);
        List.of("a", "b", "c").forEach(id -> states.put(id, 1));
        states.get("a");
        states.put("d", 1);
        assertThat(states.keySet()).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void withoutRoomNothingIsKept() {
        RecentStates<Integer> states = new RecentStates<>(0);
        states.put("a", 1);
        assertThat(states).isEmpty();
    }
}
