package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.loadtest.SetUpException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairsTest {

    private final List<Integer> people = IntStream.range(0, 10).boxed().toList();

    @Test
    void noTwoPeopleAreDealtOutTwice() {
        List<List<Integer>> all = Pairs.of(people, 0, 40);
        Set<Set<Integer>> distinct = new HashSet<>(all.stream().map(Set::copyOf).toList());
        assertThat(distinct).hasSize(40).allMatch(pair -> pair.size() == 2);
    }

    @Test
    void skippedPairsComeBefore() {
        assertThat(Pairs.of(people, 15, 25)).isEqualTo(Pairs.of(people, 0, 40).subList(15, 40));
    }

    @Test
    void tooFewPeopleAreRefused() {
        assertThatThrownBy(() -> Pairs.of(people, 1, 40))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("41 private chats");
    }
}
