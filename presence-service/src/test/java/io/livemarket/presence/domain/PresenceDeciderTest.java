package io.livemarket.presence.domain;

import static io.livemarket.presence.domain.PresenceSpecification.ANA;
import static io.livemarket.presence.domain.PresenceSpecification.at;
import static io.livemarket.presence.domain.PresenceSpecification.closed;
import static io.livemarket.presence.domain.PresenceSpecification.given;
import static io.livemarket.presence.domain.PresenceSpecification.left;
import static io.livemarket.presence.domain.PresenceSpecification.lost;
import static io.livemarket.presence.domain.PresenceSpecification.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserForgotten;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.presence.domain.PresenceTrigger.TimePassed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceDeciderTest {

    @Test
    void aLostGatewayKeepsTheDebounceOfAnotherGatewaysDevice() {
        given(opened("phone", "g1", 0), opened("laptop", "g2", 0), closed("laptop", 30))
                .when(lost("g1", 20, 31))
                .thenEventTypes(ConnectionLogged.class)
                .when(opened("laptop", "g2", 32))
                .thenEvent(ConnectionLogged.class, hasType(ConnectionType.RECONNECT))
                .when(closed("laptop", 40))
                .thenAccepted()
                .at(at(50))
                .when(TimePassed::new)
                .then(new UserWentOffline(ANA, 8, at(40), at(50)))
                .thenState(presence -> assertThat(presence.version()).isEqualTo(8));
    }

    @Test
    void onlyTheFirstDeviceMakesAUserComeOnline() {
        given().when(opened("phone", "g1", 0))
                .thenEventTypes(ConnectionLogged.class, UserCameOnline.class)
                .when(opened("laptop", "g2", 1))
                .thenEventTypes(ConnectionLogged.class)
                .thenState(presence -> assertThat(presence.online()).isTrue());
    }

    /** The gateway closes the sockets after the deletion. */
    @Test
    void aDeletedUserIsOfflineAtOnceAndForgottenOnce() {
        given(opened("phone", "g1", 0), opened("laptop", "g2", 1))
                .when(left(5))
                .then(new UserWentOffline(ANA, 4, at(1), at(5)), new UserForgotten(ANA, 5, at(5)))
                .thenState(presence -> assertThat(presence)
                        .isEqualTo(new UserPresence(ANA, 5, false, null, null, List.of(), List.of(), true)))
                .when(left(5))
                .thenNothing()
                .when(closed("phone", 6))
                .thenNothing()
                .at(at(60))
                .when(TimePassed::new)
                .thenNothing();
    }

    @Test
    void aUserWhoNeverConnectedHasNothingToForget() {
        given().when(left(5)).thenNothing();
    }

    /** A gateway that was without Kafka reports the facts since then, and a slow gateway all its sessions again. */
    @Test
    void aSessionReportedAfterTheDeletionIsNotRemembered() {
        given(left(5))
                .when(opened("phone", "g1", 6))
                .thenNothing()
                .when(closed("phone", 7))
                .thenNothing()
                .at(at(60))
                .when(TimePassed::new)
                .thenNothing()
                .thenState(presence -> assertThat(presence.lastSeenAt()).isNull());
    }

    @Test
    void aUserStaysOnlineWhileAnyDeviceIs() {
        given(opened("phone", "g1", 0), opened("laptop", "g1", 1), closed("phone", 2))
                .at(at(60))
                .when(TimePassed::new)
                .thenNothing()
                .thenState(presence -> assertThat(presence.online()).isTrue());
    }

    @Test
    void aUserGoesOfflineADebounceAfterTheLastDevice() {
        given(opened("phone", "g1", 0), closed("phone", 5))
                .at(at(14))
                .when(TimePassed::new)
                .thenNothing()
                .at(at(15))
                .when(TimePassed::new)
                .then(new UserWentOffline(ANA, 4, at(5), at(15)))
                .thenState(presence -> assertThat(presence.lastSeenAt()).isEqualTo(at(5)))
                .at(at(16))
                .when(TimePassed::new)
                .thenNothing();
    }

    @Test
    void aReconnectInTimeIsLoggedAndChangesNoStatus() {
        given(opened("phone", "g1", 0), closed("phone", 5))
                .when(opened("phone", "g2", 14))
                .thenEvent(ConnectionLogged.class, logged -> {
                    assertThat(logged.type()).isEqualTo(ConnectionType.RECONNECT);
                    assertThat(logged.reason()).isNull();
                })
                .at(at(60))
                .when(TimePassed::new)
                .thenNothing()
                .thenState(presence -> assertThat(presence.online()).isTrue());
    }

    @Test
    void aUserBackTooLateWentOfflineBefore() {
        given(opened("phone", "g1", 0), closed("phone", 5))
                .when(opened("phone", "g1", 15))
                .thenEventTypes(UserWentOffline.class, ConnectionLogged.class, UserCameOnline.class)
                .thenEvents(events ->
                        assertThat(((ConnectionLogged) events.get(1)).type()).isEqualTo(ConnectionType.CONNECT));
    }

    @Test
    void anotherDeviceIsNoReconnect() {
        given(opened("phone", "g1", 0), closed("phone", 5))
                .when(opened("laptop", "g1", 6))
                .thenEvent(ConnectionLogged.class, hasType(ConnectionType.CONNECT));
    }

    @Test
    void aDisconnectIsLoggedWithItsReasonAndItsDevice() {
        given(opened("phone", "g1", 0)).when(closed("phone", 5)).thenEvent(ConnectionLogged.class, logged -> {
            assertThat(logged.type()).isEqualTo(ConnectionType.DISCONNECT);
            assertThat(logged.reason()).isEqualTo("transport-close");
            assertThat(logged.device()).isEqualTo("phone");
            assertThat(logged.timestamp()).isEqualTo(at(5));
        });
    }

    @Test
    void aRepeatedFactChangesNothing() {
        given(opened("phone", "g1", 0))
                .when(opened("phone", "g1", 3))
                .thenNothing()
                .when(closed("phone", 5))
                .thenAccepted()
                .when(closed("phone", 9))
                .thenUnchanged();
    }

    @Test
    void theEndOfAnUnknownSessionChangesNothing() {
        given().when(closed("phone", 5))
                .thenUnchanged()
                .thenState(presence -> assertThat(presence).isEqualTo(UserPresence.unknown(ANA)));
    }

    @Test
    void aLostGatewayEndsItsSessionsAndLogsIt() {
        given(opened("phone", "g1", 0), opened("laptop", "g1", 1))
                .when(lost("g1", 20, 31))
                .thenEvents(events -> {
                    assertThat(events).hasSize(3);
                    assertThat(events.subList(0, 2))
                            .allSatisfy(event -> assertThat(((ConnectionLogged) event).reason())
                                    .isEqualTo("gateway-lost"));
                    assertThat(events.getLast()).isEqualTo(new UserWentOffline(ANA, 6, at(20), at(31)));
                });
    }

    @Test
    void aUserOnAnotherGatewayTooStaysOnline() {
        given(opened("phone", "g1", 0), opened("laptop", "g2", 1))
                .when(lost("g1", 20, 31))
                .thenEventTypes(ConnectionLogged.class)
                .thenState(presence -> assertThat(presence.online()).isTrue())
                .when(lost("g3", 20, 31))
                .thenNothing();
    }

    @Test
    void aGatewayWronglyLostRestoresItsSessions() {
        given(opened("phone", "g1", 0), lost("g1", 20, 31))
                .when(opened("phone", "g1", 33))
                .thenEventTypes(ConnectionLogged.class, UserCameOnline.class);
    }

    /**
     * Events are consistent after any triggers: versions without gaps, alternating statuses, and at the end the status
     * of the sessions.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theEventsOfAnyTriggersAreConsistent(long seed) {
        Random random = new Random(seed);
        List<PresenceEvent> published = new ArrayList<>();
        var user = given();
        for (int second = 0; second < 2_000; second++) {
            Optional<PresenceTrigger> trigger = anything(random, second);
            if (trigger.isPresent()) {
                var decided = user.when(trigger.get());
                published.addAll(decided.events());
                user = decided.afterwards();
            }
            UserPresence presence = user.state();
            assertThat(presence.online()).isEqualTo(!presence.sessions().isEmpty() || presence.offlineAt() != null);
        }
        boolean online = false;
        for (int i = 0; i < published.size(); i++) {
            assertThat(published.get(i).version()).isEqualTo(i + 1);
            if (published.get(i) instanceof UserCameOnline) {
                assertThat(online).isFalse();
                online = true;
            } else if (published.get(i) instanceof UserWentOffline) {
                assertThat(online).isTrue();
                online = false;
            }
        }
        user.at(at(2_100))
                .when(TimePassed::new)
                .thenState(presence -> assertThat(presence.online())
                        .isEqualTo(!presence.sessions().isEmpty()));
    }

    /** Rarely a lost gateway; empty where nothing happens. */
    private static Optional<PresenceTrigger> anything(Random random, int second) {
        String device = "d" + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0, 1 -> Optional.of(opened(device, "g" + random.nextInt(2), second));
            case 2, 3 -> Optional.of(closed(device, second));
            case 4 -> Optional.of(new TimePassed(at(second)));
            default ->
                random.nextInt(20) == 0
                        ? Optional.of(lost("g" + random.nextInt(2), second - 11, second))
                        : Optional.empty();
        };
    }

    private static Consumer<ConnectionLogged> hasType(ConnectionType type) {
        return logged -> assertThat(logged.type()).isEqualTo(type);
    }
}
