package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.gateway.presence.Listeners.Socket;
import io.livemarket.gateway.testing.ManualTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProfileDeliveryTest {

    private static final UUID ANA = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final Duration WINDOW = Duration.ofMillis(250);

    private final Listeners listeners = new Listeners();
    private final ManualTimer timer = new ManualTimer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ProfileDelivery delivery =
            new ProfileDelivery(listeners, timer, new PresenceMetrics(metrics), WINDOW, 2);
    private final Socket bob = listeners.connect(BOB);

    @Test
    void changesWithinAWindowBecomeTheLatest() {
        change(ANA, "first");
        change(ANA, "second");
        assertThat(bob.heard()).isEmpty();
        timer.pass(WINDOW);
        assertThat(bob.heard())
                .containsExactly("[\"user:updated\",{\"userId\":\"" + ANA + "\",\"username\":\"second\"}]");
        timer.pass(WINDOW);
        assertThat(bob.heard()).isEmpty();
    }

    @Test
    void usersBeyondTheCapacityAreDropped() {
        for (int i = 0; i < 3; i++) {
            change(UUID.randomUUID(), "user-" + i);
        }
        timer.pass(WINDOW);
        assertThat(bob.heard()).hasSize(2);
        assertThat(shed()).isEqualTo(1);
    }

    @Test
    void aFullSocketIsSkippedWithoutATimer() {
        delivery.changed(new ProfileShown(ANA, "ana", null, Instant.EPOCH), List.of(UUID.randomUUID()));
        assertThat(timer.waiting()).isZero();
        bob.stopReading();
        change(ANA, "ana");
        timer.pass(WINDOW);
        assertThat(bob.heard()).isEmpty();
        assertThat(shed()).isEqualTo(1);
    }

    private double shed() {
        return metrics.get("livemarket.presence.profiles.shed").counter().count();
    }

    private void change(UUID user, String name) {
        delivery.changed(new ProfileShown(user, name, null, Instant.EPOCH), List.of(BOB));
    }
}
