package io.livemarket.presence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserForgotten;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceDeciderTest {

    private static final UUID ANA = UUID.randomUUID();
    private static final Duration DEBOUNCE = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private UserPresence presence = UserPresence.unknown(ANA);
    private final List<PresenceEvent> told = new ArrayList<>();

    @Test
    void aLostGatewayKeepsTheDebounceOfAnotherGatewaysDevice() {
        opened("phone", "g1", 0);
        opened("laptop", "g2", 0);
        closed("laptop", 30);
        assertThat(lost("g1", 20, 31)).singleElement().isInstanceOf(ConnectionLogged.class);
        assertThat(opened("laptop", "g2", 32))
                .singleElement()
                .isInstanceOfSatisfying(
                        ConnectionLogged.class,
                        logged -> assertThat(logged.type()).isEqualTo(ConnectionType.RECONNECT));
        closed("laptop", 40);
        assertThat(passed(50)).singleElement().isEqualTo(new UserWentOffline(ANA, presence.version(), at(40), at(50)));
    }

    @Test
    void onlyTheFirstDeviceMakesAUserComeOnline() {
        assertThat(opened("phone", "g1", 0))
                .extracting(Object::getClass)
                .containsExactly(ConnectionLogged.class, UserCameOnline.class);
        assertThat(opened("laptop", "g2", 1)).singleElement().isInstanceOf(ConnectionLogged.class);
        assertThat(presence.online()).isTrue();
    }

    @Test
    void aDeletedUserIsOfflineAtOnceAndForgottenOnce() {
        opened("phone", "g1", 0);
        opened("laptop", "g2", 1);
        assertThat(left(5))
                .containsExactly(new UserWentOffline(ANA, 4, at(1), at(5)), new UserForgotten(ANA, 5, at(5)));
        assertThat(presence).isEqualTo(new UserPresence(ANA, 5, false, null, null, List.of(), List.of(), true));
        assertThat(left(5)).as("a repeat").isEmpty();
        assertThat(closed("phone", 6)).as("the gateway closes the sockets").isEmpty();
        assertThat(passed(60)).isEmpty();
    }

    @Test
    void aUserWhoNeverConnectedHasNothingToForget() {
        assertThat(left(5)).isEmpty();
    }

    /** A gateway that was without Kafka reports the facts since then, and a slow gateway all its sessions again. */
    @Test
    void aSessionThatIsReportedAfterTheDeletionIsNotRemembered() {
        left(5);
        assertThat(opened("phone", "g1", 6)).isEmpty();
        assertThat(closed("phone", 7)).isEmpty();
        assertThat(passed(60)).isEmpty();
        assertThat(presence.lastSeenAt()).isNull();
    }

    @Test
    void aUserStaysOnlineWhileAnyDeviceIs() {
        opened("phone", "g1", 0);
        opened("laptop", "g1", 1);
        closed("phone", 2);
        assertThat(passed(60)).isEmpty();
        assertThat(presence.online()).isTrue();
    }

    @Test
    void aUserGoesOfflineSomeTimeAfterTheLastDeviceLeft() {
        opened("phone", "g1", 0);
        closed("phone", 5);
        assertThat(passed(14)).isEmpty();
        assertThat(passed(15)).containsExactly(new UserWentOffline(ANA, 4, at(5), at(15)));
        assertThat(presence.lastSeenAt()).isEqualTo(at(5));
        assertThat(passed(16)).isEmpty();
    }

    @Test
    void aReconnectInTimeIsLoggedAndIsNoChangeOfStatus() {
        opened("phone", "g1", 0);
        closed("phone", 5);
        List<PresenceEvent> events = opened("phone", "g2", 14);
        assertThat(events).singleElement().isInstanceOfSatisfying(ConnectionLogged.class, logged -> {
            assertThat(logged.type()).isEqualTo(ConnectionType.RECONNECT);
            assertThat(logged.reason()).isNull();
        });
        assertThat(passed(60)).isEmpty();
        assertThat(presence.online()).isTrue();
    }

    @Test
    void whoComesBackTooLateWentOfflineBefore() {
        opened("phone", "g1", 0);
        closed("phone", 5);
        assertThat(opened("phone", "g1", 15))
                .extracting(Object::getClass)
                .containsExactly(UserWentOffline.class, ConnectionLogged.class, UserCameOnline.class);
        assertThat(((ConnectionLogged) told.get(told.size() - 2)).type()).isEqualTo(ConnectionType.CONNECT);
    }

    @Test
    void anotherDeviceIsNoReconnect() {
        opened("phone", "g1", 0);
        closed("phone", 5);
        assertThat(opened("laptop", "g1", 6))
                .singleElement()
                .isInstanceOfSatisfying(
                        ConnectionLogged.class,
                        logged -> assertThat(logged.type()).isEqualTo(ConnectionType.CONNECT));
    }

    @Test
    void aDisconnectIsLoggedWithItsReasonAndItsDevice() {
        opened("phone", "g1", 0);
        assertThat(closed("phone", 5)).singleElement().isInstanceOfSatisfying(ConnectionLogged.class, logged -> {
            assertThat(logged.type()).isEqualTo(ConnectionType.DISCONNECT);
            assertThat(logged.reason()).isEqualTo("transport-close");
            assertThat(logged.device()).isEqualTo("phone");
            assertThat(logged.timestamp()).isEqualTo(at(5));
        });
    }

    @Test
    void aFactThatIsToldAgainChangesNothing() {
        opened("phone", "g1", 0);
        assertThat(opened("phone", "g1", 3)).isEmpty();
        closed("phone", 5);
        UserPresence before = presence;
        assertThat(closed("phone", 9)).isEmpty();
        assertThat(presence).isEqualTo(before);
    }

    @Test
    void theEndOfASessionThatNobodyKnowsChangesNothing() {
        assertThat(closed("phone", 5)).isEmpty();
        assertThat(presence).isEqualTo(UserPresence.unknown(ANA));
    }

    @Test
    void aLostGatewayTakesItsSessionsWithItAndSaysSo() {
        opened("phone", "g1", 0);
        opened("laptop", "g1", 1);
        List<PresenceEvent> events = lost("g1", 20, 31);
        assertThat(events).hasSize(3);
        assertThat(events.subList(0, 2))
                .allSatisfy(
                        event -> assertThat(((ConnectionLogged) event).reason()).isEqualTo("gateway-lost"));
        assertThat(events.getLast()).isEqualTo(new UserWentOffline(ANA, 6, at(20), at(31)));
    }

    @Test
    void whoIsOnAnotherGatewayTooStaysOnline() {
        opened("phone", "g1", 0);
        opened("laptop", "g2", 1);
        assertThat(lost("g1", 20, 31)).singleElement().isInstanceOf(ConnectionLogged.class);
        assertThat(presence.online()).isTrue();
        assertThat(lost("g3", 20, 31)).isEmpty();
    }

    @Test
    void aGatewayWronglyLostRestoresItsSessions() {
        opened("phone", "g1", 0);
        lost("g1", 20, 31);
        assertThat(opened("phone", "g1", 33))
                .extracting(Object::getClass)
                .containsExactly(ConnectionLogged.class, UserCameOnline.class);
    }

    /**
     * Events are consistent after any triggers: versions without gaps, alternating statuses, and at the end the status
     * of the sessions.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsToldAddsUp(long seed) {
        Random random = new Random(seed);
        for (int second = 0; second < 2_000; second++) {
            String device = "d" + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0, 1 -> opened(device, "g" + random.nextInt(2), second);
                case 2, 3 -> closed(device, second);
                case 4 -> passed(second);
                default -> {
                    if (random.nextInt(20) == 0) {
                        lost("g" + random.nextInt(2), second - 11, second);
                    }
                }
            }
            assertThat(presence.online()).isEqualTo(!presence.sessions().isEmpty() || presence.offlineAt() != null);
        }
        boolean online = false;
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).version()).isEqualTo(i + 1);
            if (told.get(i) instanceof UserCameOnline) {
                assertThat(online).isFalse();
                online = true;
            } else if (told.get(i) instanceof UserWentOffline) {
                assertThat(online).isTrue();
                online = false;
            }
        }
        passed(2_100);
        assertThat(presence.online()).isEqualTo(!presence.sessions().isEmpty());
    }

    private List<PresenceEvent> opened(String device, String gateway, int second) {
        return decide(new PresenceTrigger.Opened(
                new SessionOpened(ANA, "s-" + device, gateway, device, "websocket", at(second))));
    }

    private List<PresenceEvent> closed(String device, int second) {
        return decide(
                new PresenceTrigger.Closed(new SessionClosed(ANA, "s-" + device, "g", "transport-close", at(second))));
    }

    private List<PresenceEvent> lost(String gateway, int lastHeard, int second) {
        return decide(new PresenceTrigger.GatewayLost(gateway, at(lastHeard), at(second)));
    }

    private List<PresenceEvent> left(int second) {
        return decide(new PresenceTrigger.Left(at(second)));
    }

    private List<PresenceEvent> passed(int second) {
        return decide(new PresenceTrigger.TimePassed(at(second)));
    }

    private List<PresenceEvent> decide(PresenceTrigger happening) {
        Decision decision = PresenceDecider.decide(presence, happening, DEBOUNCE);
        presence = decision.next();
        told.addAll(decision.events());
        return decision.events();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
