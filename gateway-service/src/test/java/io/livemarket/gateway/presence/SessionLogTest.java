package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** While nothing can be written: the log is not started, so that every fact waits. */
class SessionLogTest {

    private static final int MOST = 4;

    private final AtomicInteger forgotten = new AtomicInteger();
    private final SessionLog log = new SessionLog(null, null, Clock.systemUTC(), "gateway-1", Duration.ofSeconds(3), MOST,
            forgotten::incrementAndGet);
    private final UUID ana = UUID.randomUUID();

    @Test
    void beginningsAndEndsWaitForTheirTime() {
        log.opened(ana, "s1", "phone", "websocket");
        log.closed("s1", "transport-close");
        assertThat(log.waiting()).isEqualTo(2);
        assertThat(forgotten).hasValue(0);
    }

    @Test
    void whatWaitsStaysWithinTheLimitAndTheSocketsThatAreOpen() {
        for (int i = 0; i < 1_000; i++) {
            log.opened(ana, "s" + i, "phone", "websocket");
            log.closed("s" + i, "transport-close");
            assertThat(log.waiting()).isLessThanOrEqualTo(MOST);
        }
        assertThat(forgotten.get()).isEqualTo(1_000 - MOST / 2);
    }

    @Test
    void whoIsStillThereIsNeverForgotten() {
        for (int i = 0; i < 3 * MOST; i++) {
            log.opened(ana, "s" + i, "phone", "websocket");
        }
        assertThat(log.waiting()).isEqualTo(3 * MOST);
        assertThat(forgotten).hasValue(0);
    }

    @Test
    void theEndOfWhatIsNotOpenIsNothing() {
        log.closed("nobody", "transport-close");
        log.opened(ana, "s1", "phone", "websocket");
        log.closed("s1", "transport-close");
        log.closed("s1", "ping-timeout");
        assertThat(log.waiting()).isEqualTo(2);
    }

    @Test
    void whoWasTakenForLostAndIsThereIsSaidAgain() {
        log.opened(ana, "s1", "phone", "websocket");
        log.takenForLost("nobody");
        assertThat(log.waiting()).isEqualTo(1);
    }
}
