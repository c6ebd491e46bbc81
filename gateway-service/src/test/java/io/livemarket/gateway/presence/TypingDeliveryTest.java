package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.presence.TypingNotice.TypingShown;
import io.livemarket.gateway.presence.Listeners.Socket;
import io.livemarket.gateway.testing.ManualTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypingDeliveryTest {

    private static final UUID ANA = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final UUID CHAT = UUID.fromString("00000000-0000-7000-8000-0000000000c1");
    private static final UUID ANOTHER_CHAT = UUID.fromString("00000000-0000-7000-8000-0000000000c2");
    private static final Duration EXPIRY = Duration.ofSeconds(6);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Listeners listeners = new Listeners();
    private final ManualTimer timer = new ManualTimer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TypingDelivery delivery =
            new TypingDelivery(listeners, timer, new PresenceMetrics(metrics), EXPIRY, 2);
    private final Socket bob = listeners.connect(BOB);

    @Test
    void anUnrenewedSignExpires() {
        show(CHAT, true);
        assertThat(bob.heard()).containsExactly(frame(CHAT, true));
        timer.pass(EXPIRY.minus(MOMENT));
        assertThat(bob.heard()).isEmpty();
        timer.pass(MOMENT);
        assertThat(bob.heard()).containsExactly(frame(CHAT, false));
        timer.pass(EXPIRY.multipliedBy(2));
        assertThat(bob.heard()).isEmpty();
    }

    @Test
    void aRenewedSignLastsFromItsRenewal() {
        show(CHAT, true);
        timer.pass(EXPIRY.minus(MOMENT));
        show(CHAT, true);
        bob.heard();
        timer.pass(EXPIRY.minus(MOMENT));
        assertThat(bob.heard()).isEmpty();
        timer.pass(MOMENT);
        assertThat(bob.heard()).containsExactly(frame(CHAT, false));
    }

    @Test
    void anEndedSignDoesNotExpireAgain() {
        show(CHAT, true);
        show(CHAT, false);
        assertThat(bob.heard()).containsExactly(frame(CHAT, true), frame(CHAT, false));
        timer.pass(EXPIRY);
        assertThat(bob.heard()).isEmpty();
        assertThat(timer.waiting()).isZero();
    }

    /** Typing ends for the audience of the notice, not for users who connect later. */
    @Test
    void onlyViewersOfASignGetItsEnd() {
        Socket carla = listeners.connect(UUID.randomUUID());
        show(CHAT, true);
        timer.pass(EXPIRY);
        assertThat(bob.heard()).hasSize(2);
        assertThat(carla.heard()).isEmpty();
    }

    @Test
    void chatsAreApart() {
        show(CHAT, true);
        timer.pass(Duration.ofSeconds(3));
        show(ANOTHER_CHAT, true);
        bob.heard();
        timer.pass(Duration.ofSeconds(3));
        assertThat(bob.heard()).containsExactly(frame(CHAT, false));
        timer.pass(Duration.ofSeconds(3));
        assertThat(bob.heard()).containsExactly(frame(ANOTHER_CHAT, false));
    }

    @Test
    void typingBeyondTheCapacityIsNotShownButEnds() {
        UUID third = UUID.randomUUID();
        show(CHAT, true);
        show(ANOTHER_CHAT, true);
        bob.heard();
        show(third, true);
        assertThat(bob.heard()).isEmpty();
        show(CHAT, true);
        assertThat(bob.heard()).containsExactly(frame(CHAT, true));
        timer.pass(EXPIRY);
        assertThat(bob.heard()).containsExactlyInAnyOrder(frame(CHAT, false), frame(ANOTHER_CHAT, false));
        show(third, true);
        assertThat(bob.heard()).containsExactly(frame(third, true));
    }

    @Test
    void aSlowSocketIsSkippedAndNoTimerIsStarted() {
        delivery.typing(new TypingShown(CHAT, ANA, true, Instant.EPOCH), List.of(UUID.randomUUID()));
        assertThat(timer.waiting()).isZero();
        bob.stopReading();
        show(CHAT, true);
        assertThat(bob.heard()).isEmpty();
        assertThat(metrics.get("livemarket.presence.typing.sent").counter().count())
                .isZero();
    }

    private void show(UUID chat, boolean typing) {
        delivery.typing(new TypingShown(chat, ANA, typing, Instant.EPOCH), List.of(BOB));
    }

    private static String frame(UUID chat, boolean typing) {
        return "[\"user:typing\",{\"chatId\":\"" + chat + "\",\"userId\":\"" + ANA + "\",\"typing\":" + typing + "}]";
    }
}
