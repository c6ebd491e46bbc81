package io.livemarket.presence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.presence.domain.HeartbeatMonitor.Silent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeartbeatMonitorTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final HeartbeatMonitor monitor = new HeartbeatMonitor(Duration.ofSeconds(11), Duration.ofSeconds(7));

    @Test
    void aSilentGatewayAmongLiveOnesIsLostOnce() {
        for (int second = 0; second <= 30; second += 3) {
            beat("own", second, second);
            if (second <= 9) {
                beat("g1", second, second);
            }
            if (second < 20) {
                assertThat(monitor.removeSilent(at(second))).as("at " + second).isEmpty();
            }
        }
        assertThat(monitor.removeSilent(at(31))).containsExactly(new Silent("g1", at(9)));
        assertThat(monitor.removeSilent(at(32))).isEmpty();
    }

    @Test
    void withoutAnyHeartbeatsNoGatewayIsLost() {
        beat("own", 0, 0);
        beat("g1", 0, 0);
        assertThat(monitor.removeSilent(at(60))).isEmpty();
        assertThat(monitor.isCurrent(at(60))).isFalse();
    }

    @Test
    void anOutageGivesEveryGatewayItsFullTimeAgain() {
        beat("own", 0, 0);
        beat("g1", 0, 0);
        beat("own", 60, 60);
        assertThat(monitor.removeSilent(at(60))).isEmpty();
        beat("own", 66, 66);
        assertThat(monitor.removeSilent(at(66))).isEmpty();
        beat("own", 71, 71);
        assertThat(monitor.removeSilent(at(71))).extracting(Silent::instance).containsExactly("g1");
    }

    @Test
    void oldSignsOfLifeDoNotMakeAnEarHear() {
        monitor.register("g1", at(0));
        beat("own", -600, 20);
        assertThat(monitor.isCurrent(at(20))).isFalse();
        assertThat(monitor.removeSilent(at(20))).isEmpty();
    }

    @Test
    void aKnownGatewayWithoutHeartbeatsIsLost() {
        beat("own", 0, 0);
        monitor.register("g1", at(1));
        beat("own", 6, 6);
        beat("own", 12, 12);
        assertThat(monitor.removeSilent(at(12))).containsExactly(new Silent("g1", at(1)));
    }

    @Test
    void nothingIsConcludedWhileABacklogOfSessionsIsRead() {
        monitor.register("g1", at(0));
        beat("own", 0, 0);
        beat("own", 6, 6);
        beat("own", 12, 12);
        monitor.factRead(at(2), at(12));
        assertThat(monitor.removeSilent(at(13))).as("more may be on their way").isEmpty();
        monitor.factRead(at(13), at(13));
        assertThat(monitor.removeSilent(at(14))).extracting(Silent::instance).containsExactly("g1");
    }

    @Test
    void nothingIsConcludedAtOnceAfterAStart() {
        beat("own", 0, 0);
        assertThat(monitor.isCurrent(at(1))).isFalse();
        assertThat(monitor.isCurrent(at(2))).isTrue();
    }

    private void beat(String instance, int written, int read) {
        monitor.received(instance, at(written), at(read));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
