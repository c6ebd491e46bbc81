package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** While nothing can be written: the log is not started, so that every fact waits. */
class SessionFactPublisherTest {

    private static final int MOST = 4;

    private final SessionFactPublisher log =
            new SessionFactPublisher(null, null, Clock.systemUTC(), "gateway-1", Duration.ofSeconds(3), MOST);
    private final UUID ana = UUID.randomUUID();

    @Test
    void thereIsRoomForSocketsUntilTooMuchWaits() {
        for (int i = 0; i < MOST; i++) {
            assertThat(log.hasRoom()).isTrue();
            log.opened(ana, "s" + i, "phone", "websocket");
        }
        assertThat(log.hasRoom()).isFalse();
    }

    @Test
    void theEndsOfOpenSessionsAreKeptHoweverManyWait() {
        for (int i = 0; i < MOST; i++) {
            log.opened(ana, "s" + i, "phone", "websocket");
        }
        for (int i = 0; i < MOST; i++) {
            log.closed("s" + i, "transport-close");
        }
        assertThat(log.waiting()).isEqualTo(2 * MOST);
    }

    @Test
    void theEndOfAClosedSessionIsIgnored() {
        log.closed("nobody", "transport-close");
        log.opened(ana, "s1", "phone", "websocket");
        log.closed("s1", "transport-close");
        log.closed("s1", "ping-timeout");
        assertThat(log.waiting()).isEqualTo(2);
    }

    @Test
    void onlySessionsOfThisGatewayAreRepeated() {
        log.opened(ana, "s1", "phone", "websocket");
        log.takenForLost("nobody");
        assertThat(log.waiting()).isEqualTo(1);
        log.takenForLost("s1");
        assertThat(log.waiting()).isEqualTo(2);
    }
}
