package io.livemarket.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ledger.model.Stretch;
import io.livemarket.ledger.model.Wait;
import io.livemarket.ledger.model.Wait.What;
import io.livemarket.ledger.verify.WaitTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaitTableTest {

    private static final Stretch RESTART = new Stretch("restart of chat-1", millis(1_000), millis(2_000));

    @Test
    void percentilesAreByNearestRank() {
        List<Wait> waits =
                LongStream.rangeClosed(1, 200).mapToObj(each -> shown(0, each)).toList();
        assertThat(WaitTable.of(waits, List.of()))
                .containsExactly(new Row(WaitTable.CALM, What.SHOWN, 200, 100, 198, 200));
        assertThat(WaitTable.of(List.of(shown(0, 7)), List.of()))
                .containsExactly(new Row(WaitTable.CALM, What.SHOWN, 1, 7, 7, 7));
    }

    @Test
    void aWaitBelongsToEveryOverlappedStretchOrTheCalm() {
        Stretch next = new Stretch("restart of chat-2", millis(2_001), millis(3_000));
        List<Wait> waits = List.of(shown(0, 999), shown(500, 1_000), shown(1_900, 2_500), shown(3_001, 3_002));
        assertThat(WaitTable.of(waits, List.of(next, RESTART)))
                .containsExactly(
                        new Row(WaitTable.CALM, What.SHOWN, 2, 1, 999, 999),
                        new Row("restart of chat-1", What.SHOWN, 2, 500, 600, 600),
                        new Row("restart of chat-2", What.SHOWN, 1, 600, 600, 600));
    }

    @Test
    void stretchesOfOneLabelAreOneRow() {
        Stretch again = new Stretch(RESTART.label(), millis(5_000), millis(6_000));
        assertThat(WaitTable.of(List.of(shown(1_100, 1_110), shown(5_100, 5_130)), List.of(RESTART, again)))
                .containsExactly(new Row("restart of chat-1", What.SHOWN, 2, 10, 30, 30));
    }

    @Test
    void onlyASlowHundredthIsAViolation() {
        List<Wait> waits = new ArrayList<>(
                LongStream.range(0, 99).mapToObj(_ -> shown(1_100, 1_101)).toList());
        waits.add(shown(1_100, 9_000));
        List<Row> oneInAHundred = WaitTable.of(waits, List.of(RESTART));
        waits.add(shown(1_100, 3_101));
        List<Row> twoInAHundred = WaitTable.of(waits, List.of(RESTART));

        assertThat(WaitTable.beyond(oneInAHundred, 2_000, 0)).isEmpty();
        assertThat(WaitTable.beyond(twoInAHundred, 2_000, 0)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Violation.Kind.SLOW);
            assertThat(found.detail()).contains("restart of chat-1").contains("2001 ms");
        });
        assertThat(WaitTable.beyond(twoInAHundred, 0, 5_000))
                .as("no bound for messages")
                .isEmpty();
    }

    @Test
    void oneDeviceBackTooLateIsAViolation() {
        List<Row> rows = WaitTable.of(List.of(new Wait(What.BACK, millis(1_100), millis(6_101))), List.of(RESTART));
        assertThat(WaitTable.beyond(rows, 2_000, 5_000))
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.SLOW);
        assertThat(WaitTable.beyond(rows, 2_000, 5_001)).isEmpty();
    }

    private static Wait shown(long from, long to) {
        return new Wait(What.SHOWN, millis(from), millis(to));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
