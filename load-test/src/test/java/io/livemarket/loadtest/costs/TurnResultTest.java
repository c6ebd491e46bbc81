package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnResultTest {

    @Test
    void theMedianIsOfRatiosAndNotTimes() {
        List<TurnResult> rounds = List.of(new TurnResult(1, 1.5), new TurnResult(4, 4.4), new TurnResult(2, 2));
        assertThat(TurnResult.medianRatio(rounds)).isEqualTo(1.1);
        assertThat(TurnResult.medianRatio(rounds.subList(0, 2))).isEqualTo(1.3);
    }
}
