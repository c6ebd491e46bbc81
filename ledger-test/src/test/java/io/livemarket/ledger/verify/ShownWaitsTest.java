package io.livemarket.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ledger.model.DeviceTimes;
import io.livemarket.ledger.model.DeviceTimes.Off;
import io.livemarket.ledger.model.TimedSend;
import io.livemarket.ledger.model.Wait;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShownWaitsTest {

    private static final UUID CHAT = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);
    private static final UUID BOB = new UUID(0, 3);
    private static final UUID STRANGER = new UUID(0, 4);
    private static final TimedSend HELLO = new TimedSend(CHAT, ALICE, "hello", 100);

    @Test
    void everyDeviceOfAnotherParticipantCountsOnce() {
        assertThat(waits(device(ALICE, 101), device(BOB, 150), device(BOB, 170), device(STRANGER, 190)))
                .isEqualTo(new ShownWaits(
                        List.of(new Wait(Wait.What.SHOWN, 100, 150), new Wait(Wait.What.SHOWN, 100, 170)), 0));
    }

    @Test
    void aDeviceThatWasAwayByChoiceCountsForNothing() {
        assertThat(waits(
                                device(BOB, 150, new Off(90, 100)),
                                device(BOB, 150, new Off(120, 130)),
                                device(BOB, 150, new Off(150, 160)))
                        .waits())
                .isEmpty();
        assertThat(waits(device(BOB, 150, new Off(0, 99), new Off(151, 200))).waits())
                .hasSize(1);
    }

    @Test
    void aMessageFirstShownInAnotherFormIsUntimed() {
        assertThat(waits(new DeviceTimes(BOB, Map.of("hello, edited", 150L), List.of())))
                .isEqualTo(new ShownWaits(List.of(), 1));
    }

    private static ShownWaits waits(DeviceTimes... devices) {
        return ShownWaits.of(List.of(HELLO), Map.of(CHAT, Set.of(ALICE, BOB)), List.of(devices));
    }

    private static DeviceTimes device(UUID user, long shownAt, Off... off) {
        return new DeviceTimes(user, Map.of("hello", shownAt), List.of(off));
    }
}
