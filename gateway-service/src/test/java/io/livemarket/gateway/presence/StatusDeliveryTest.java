package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.gateway.presence.Listeners.Socket;
import io.livemarket.gateway.testing.ManualTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatusDeliveryTest {

    private static final UUID ANA = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final UUID CARLA = UUID.fromString("00000000-0000-7000-8000-00000000000c");
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMillis(200);
    private static final String ONLINE =
            "[\"user:status\",{\"userId\":\"" + ANA + "\",\"status\":\"online\",\"lastSeenAt\":null}]";
    private static final String OFFLINE = "[\"user:status\",{\"userId\":\"" + ANA
            + "\",\"status\":\"offline\",\"lastSeenAt\":\"2026-01-05T10:00:00Z\"}]";

    private final Listeners listeners = new Listeners();
    private final ManualTimer timer = new ManualTimer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final StatusDelivery delivery =
            new StatusDelivery(listeners, timer, new PresenceMetrics(metrics), WINDOW, 2);

    @Test
    void everySocketOfTheAudienceIsNotifiedAfterTheWindow() {
        Socket phone = listeners.connect(BOB);
        Socket laptop = listeners.connect(BOB);
        Socket stranger = listeners.connect(CARLA);
        delivery.changed(online(ANA), List.of(BOB));
        assertThat(phone.heard()).isEmpty();
        timer.pass(WINDOW);
        assertThat(phone.heard()).containsExactly(ONLINE);
        assertThat(laptop.heard()).containsExactly(ONLINE);
        assertThat(stranger.heard()).isEmpty();
        assertThat(count("sent")).isEqualTo(2);
    }

    @Test
    void onlyTheLatestStatusOfAUserIsSent() {
        Socket bob = listeners.connect(BOB);
        delivery.changed(online(ANA), List.of(BOB));
        delivery.changed(offline(ANA), List.of(BOB));
        timer.pass(WINDOW);
        assertThat(bob.heard()).containsExactly(OFFLINE);
        assertThat(count("merged")).isOne();
        delivery.changed(online(ANA), List.of(BOB));
        timer.pass(WINDOW);
        assertThat(bob.heard()).containsExactly(ONLINE);
    }

    /**
     * Bob was blocked between the two changes: the second one, which Bob may not see, is not sent to Bob although the
     * window was open.
     */
    @Test
    void onlyTheLatestAudienceGetsTheStatus() {
        Socket bob = listeners.connect(BOB);
        Socket carla = listeners.connect(CARLA);
        delivery.changed(online(ANA), List.of(BOB, CARLA));
        delivery.changed(offline(ANA), List.of(CARLA));
        timer.pass(WINDOW);
        assertThat(bob.heard()).isEmpty();
        assertThat(carla.heard()).containsExactly(OFFLINE);
    }

    @Test
    void statusesBeyondTheCapacityAreDropped() {
        Socket bob = listeners.connect(BOB);
        delivery.changed(online(ANA), List.of(BOB));
        delivery.changed(online(CARLA), List.of(BOB));
        delivery.changed(online(UUID.randomUUID()), List.of(BOB));
        delivery.changed(offline(ANA), List.of(BOB));
        timer.pass(WINDOW);
        assertThat(bob.heard()).hasSize(2).contains(OFFLINE);
        assertThat(count("shed")).isOne();
    }

    @Test
    void aSocketThatDoesNotReadIsPassedOver() {
        Socket bob = listeners.connect(BOB);
        bob.stopReading();
        delivery.changed(online(ANA), List.of(BOB));
        timer.pass(WINDOW);
        assertThat(bob.heard()).isEmpty();
        assertThat(count("shed")).isOne();
        assertThat(count("sent")).isZero();
    }

    @Test
    void aStatusWithoutViewersHereStartsNoTimer() {
        listeners.connect(CARLA);
        delivery.changed(online(ANA), List.of(BOB));
        delivery.changed(
                new ConnectionLogged(UUID.randomUUID(), ANA, 1, ConnectionType.CONNECT, null, "phone", "s1", AT),
                List.of(CARLA));
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void aViewerThatLeavesInTheWindowGetsNothing() {
        Socket bob = listeners.connect(BOB);
        delivery.changed(online(ANA), List.of(BOB));
        listeners.disconnect(BOB);
        timer.pass(WINDOW);
        assertThat(bob.heard()).isEmpty();
    }

    private static PresenceEvent online(UUID user) {
        return new UserCameOnline(user, 1, AT);
    }

    private static PresenceEvent offline(UUID user) {
        return new UserWentOffline(user, 2, AT, AT);
    }

    private double count(String what) {
        return metrics.get("livemarket.presence.statuses." + what).counter().count();
    }
}
