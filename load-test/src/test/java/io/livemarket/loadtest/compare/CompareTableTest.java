package io.livemarket.loadtest.compare;

import static io.livemarket.loadtest.compare.MadeUpTurns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTableTest {

    @Test
    void theTableHasTurnsAndRatiosOfEachRate() {
        String table = CompareTable.of(new CompareReport(
                "compare",
                "peer",
                100,
                List.of(
                        turn("ours", 2000, 40, 0, 0),
                        turn("peer", 2000, 20, 0, 0),
                        turn("peer", 2000, 20, 3, 1),
                        turn("ours", 2000, 20, 0, 0),
                        turn("ours", 1000, 10, 0, 0)),
                List.of()));
        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| 1000 | ours | 1.0 / 5.0 / 10.0 | 1.0 / 5.0 / 10.0 | 200 (services 100, broker 100) | 0, 0, 2, 0 | 50 | 3.1 % |",
                        "| 2000 | ours | 4.0 / 20.0 / 40.0 | 4.0 / 20.0 / 40.0 | 500 (services 400, broker 100) | 0, 0, 2, 0 | 50 | 3.1 % |",
                        "| 2000 | peer | 2.0 / 10.0 / 20.0 | 2.0 / 10.0 / 20.0 | 300 (services 200, broker 100) | 0, 0, 2, 0 | 50 | 3.1 % |",
                        "| 2000 | peer | 2.0 / 10.0 / 20.0 | 2.0 / 10.0 / 20.0 | 300 (services 200, broker 100) | 1, 0, 2, 3 | 50 | 3.1 % |",
                        "| 2000 | ours | 2.0 / 10.0 / 20.0 | 2.0 / 10.0 / 20.0 | 300 (services 200, broker 100) | 0, 0, 2, 0 | 50 | 3.1 % |",
                        "| 2000 | **ours : peer** | 1.50 / 1.50 / 1.50 | 1.50 / 1.50 / 1.50 | 1.33 | | | |");
    }

    @Test
    void theHighestRatesAreComparedWithTheReference() {
        String table = CompareTable.of(new CompareReport(
                "compare",
                "peer",
                100,
                List.of(),
                List.of(new HighestRate("ours", 3000, 3200.0), new HighestRate("peer", 2000, null))));
        assertThat(table)
                .contains("p99 ≤ 100 ms, ours: 3000/s, 3200/s failed (1.50 × peer)", "peer: at least 2000/s\n");
    }

    @Test
    void aHeldRateMayMissOneMessageInAThousand() {
        assertThat(turn("ours", 1000, 100, 10, 0).held(100)).isTrue();
        assertThat(turn("ours", 1000, 100, 11, 0).held(100)).isFalse();
        assertThat(turn("ours", 1000, 100.1, 0, 0).held(100)).isFalse();
        assertThat(turn("ours", 1000, 100, 0, 1).held(100)).isFalse();
    }
}
