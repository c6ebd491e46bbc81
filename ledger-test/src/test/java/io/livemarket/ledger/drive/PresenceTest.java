package io.livemarket.ledger.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ledger.model.DeviceTimes.Off;
import io.livemarket.ledger.model.Wait;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private final Presence presence = new Presence(0);

    @Test
    void aLossLastsUntilTheDeviceIsUpToDate() {
        presence.isBack(10);
        presence.lost(20);
        presence.lost(25);
        assertThat(presence.isBack(50)).contains(new Wait(Wait.What.BACK, 20, 50));
        assertThat(presence.isBack(60)).isEmpty();
        assertThat(presence.wasMeantToBeHereSince(15))
                .as("it did not choose to be away")
                .isTrue();
    }

    @Test
    void awayByChoiceIsNoLoss() {
        presence.isBack(10);
        presence.leaves(20);
        presence.lost(21);
        assertThat(presence.wasMeantToBeHereSince(15)).isFalse();
        assertThat(presence.off(25)).containsExactly(new Off(0, 10), new Off(20, 25));
        assertThat(presence.isBack(40)).isEmpty();
        assertThat(presence.wasMeantToBeHereSince(39)).isFalse();
        assertThat(presence.wasMeantToBeHereSince(40)).isTrue();
        assertThat(presence.off(50)).containsExactly(new Off(0, 10), new Off(20, 40));
    }

    @Test
    void aDeviceSwitchedOffDuringALossIsIntentional() {
        presence.isBack(10);
        presence.lost(20);
        presence.leaves(30);
        assertThat(presence.isBack(40)).isEmpty();
        assertThat(presence.off(50)).containsExactly(new Off(0, 10), new Off(30, 40));
    }
}
