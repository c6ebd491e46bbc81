package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.testing.ManualTimer;
import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.Socket;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TokenWatchTest {

    private static final Duration WARNING = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final UUID USER = UUID.randomUUID();

    private final ManualTimer timer = new ManualTimer();
    private final MovedClock clock = new MovedClock();
    private final TokenWatch watch = new TokenWatch(timer, clock, WARNING);
    private final ClientSession session = new ClientSession(
            tokenUntil(clock.now.plus(LIFE)), "192.0.2.1", null, Optional.of(new long[0]), settings());
    private Runnable onWarning = () -> {};
    private int warnings;
    private boolean disconnected;

    @BeforeEach
    void connect() {
        session.ready(socket());
        watch.watch(session);
    }

    @Test
    void aSessionIsWarnedAndEndsWithItsToken() {
        pass(LIFE.minus(WARNING));
        assertThat(warnings).isEqualTo(1);
        assertThat(disconnected).isFalse();

        pass(WARNING);

        assertThat(disconnected).isTrue();
    }

    @Test
    void aRefreshedTokenGetsItsOwnWarningAndExpiry() {
        pass(Duration.ofMinutes(5));
        refresh();

        pass(LIFE.minus(WARNING).minusMillis(1));
        assertThat(warnings).isZero();
        pass(Duration.ofMillis(1));
        assertThat(warnings).isEqualTo(1);
        pass(WARNING);

        assertThat(disconnected).isTrue();
    }

    @Test
    void aTokenRefreshedDuringItsWarningExpires() {
        onWarning = () -> {
            onWarning = () -> {};
            refresh();
        };
        pass(LIFE.minus(WARNING));

        pass(LIFE.minus(WARNING));
        pass(WARNING.minusMillis(1));
        assertThat(disconnected).isFalse();
        pass(Duration.ofMillis(1));

        assertThat(disconnected).isTrue();
        assertThat(warnings).as("one for each token").isEqualTo(2);
    }

    @Test
    void theTimerOfAReplacedTokenReplacesNoOther() {
        Instant replaced = session.expiresAt();
        pass(Duration.ofMinutes(1));
        refresh();

        assertThat(session.watch(replaced, () -> timer.newTimeout(_ -> {}, 1, TimeUnit.MINUTES)))
                .isFalse();

        assertThat(timer.waiting()).isEqualTo(1);
        pass(LIFE.minus(WARNING));
        pass(WARNING);
        assertThat(disconnected).isTrue();
    }

    @Test
    void aSessionThatIsGoneLeavesNoTimer() {
        session.gone();
        assertThat(timer.waiting()).isZero();

        refresh();

        assertThat(timer.waiting()).isZero();
    }

    private void refresh() {
        session.renew(tokenUntil(clock.now.plus(LIFE)));
        watch.watch(session);
    }

    /** No further than to the next timer, which else would run late. */
    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
        timer.pass(time);
    }

    private static VerifiedToken tokenUntil(Instant end) {
        return new VerifiedToken("token", USER, end, "key", Optional.empty());
    }

    private Socket socket() {
        return (Socket) Proxy.newProxyInstance(
                Socket.class.getClassLoader(),
                new Class<?>[] {Socket.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "emit" -> {
                        assertThat(((EncodedEvent) arguments[0])
                                        .packet("/", -1)
                                        .frame(0)
                                        .toString())
                                .contains("session:expiring");
                        warnings++;
                        onWarning.run();
                        yield true;
                    }
                    case "disconnect" -> {
                        disconnected = true;
                        yield null;
                    }
                    default -> throw new AssertionError("not asked for: " + method);
                });
    }

    private static GatewayProperties.Sockets settings() {
        Duration any = Duration.ofSeconds(1);
        return new GatewayProperties.Sockets(
                1,
                1,
                1,
                DataSize.ofKilobytes(1),
                16,
                DataSize.ofKilobytes(1),
                new GatewayProperties.Rate(1, 1),
                1,
                any,
                any,
                any,
                WARNING,
                1,
                16,
                any);
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
