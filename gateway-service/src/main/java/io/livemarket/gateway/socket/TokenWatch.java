package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.socketio.EncodedEvent;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Warns a session before its token expires and disconnects it at the expiry; all sessions share one timer. */
final class TokenWatch {

    private final Timer timer;
    private final Clock clock;
    private final Duration warning;

    TokenWatch(Timer timer, Clock clock, Duration warning) {
        this.timer = timer;
        this.clock = clock;
        this.warning = warning;
    }

    private record Expiring(Instant expiresAt) {}

    /** Watches the present token of a session, and no previous one. */
    void watch(ClientSession session) {
        Instant end = session.expiresAt();
        Duration untilWarning = Duration.between(clock.instant(), end.minus(warning));
        if (untilWarning.isPositive()) {
            session.watch(end, () -> after(untilWarning, () -> warn(session, end)));
        } else {
            warn(session, end);
        }
    }

    /** Starts the timer of the expiry first: a client may refresh its token before emit returns. */
    private void warn(ClientSession session, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (session.watch(end, () -> after(left, () -> end(session, end)))) {
            session.emit(EncodedEvent.of("session:expiring", Json.bytes(new Expiring(end))));
        }
    }

    private Timeout after(Duration delay, Runnable action) {
        return timer.newTimeout(_ -> action.run(), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private static void end(ClientSession session, Instant end) {
        if (session.expiresAt().equals(end)) {
            session.socket().disconnect(true);
        }
    }
}
