package io.livemarket.loadtest.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.MessageFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long MS = 1_000_000;

    private final MessageIds ids = new MessageIds();
    private final Contents contents = new Contents(40);
    private final Ledger ledger = new Ledger(new LiveMarketDialect(ids, contents), 20);
    private final Inbox bob = new Inbox();

    @Test
    void messagesBelongToTheSlotInWhichTheyWereDue() {
        ledger.intend(0, 0, false, bob);
        accepted(1, 100 * MS, 2_000);
        accepted(2, 150 * MS, 30);
        refused(3, 199 * MS, 5);
        accepted(4, 410 * MS, 10);
        ledger.intend(5, 420 * MS, true, bob);
        List<Slot> slots = Timeline.of(ledger.intended(), 100 * MS, 100 * MS);
        assertThat(slots).extracting(Slot::fromMs).containsExactly(0L, 100L, 200L, 300L);
        assertThat(slots).extracting(Slot::due).containsExactly(3, 0, 0, 2);
        assertThat(slots.getFirst().acknowledged()).isEqualTo(2);
        assertThat(slots.getFirst().refused()).isEqualTo(1);
        assertThat(slots.getFirst().missing()).isZero();
        assertThat(slots.getFirst().sendToReceived().p99()).isBetween(1_990.0, 2_010.0);
        assertThat(slots.getFirst().sendToReceived().p50()).isBetween(29.0, 31.0);
        assertThat(slots.getFirst().sendToRefused().p99()).isBetween(4.9, 5.1);
        assertThat(slots.getLast().missing()).isEqualTo(1);
    }

    private SentMessage sent(int index, long dueNanos) {
        SentMessage message = ledger.intend(index, dueNanos, true, bob);
        ledger.sent(message, dueNanos);
        return message;
    }

    private void accepted(int index, long dueNanos, long afterMs) {
        MessageFields fields = new MessageFields("id-" + index, "chat", index, ids.of(index), contents.text(index));
        ledger.acknowledged(
                sent(index, dueNanos),
                new Answer(true, null, false, 0, fields, List.of(), false),
                dueNanos + afterMs * MS);
        ledger.received(bob, fields, 1, true, dueNanos + afterMs * MS);
    }

    private void refused(int index, long dueNanos, long afterMs) {
        ledger.refused(sent(index, dueNanos), "unavailable", false, dueNanos + afterMs * MS);
    }
}
