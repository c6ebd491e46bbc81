package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.socketio.EncodedEvent;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Warns a session before its token ends and disconnects it when it does, all sessions on one timer. */
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

    /** Watches the session's present token, and no other any more. */
    void watch(ClientSession session) {
        Instant end = session.expiresAt();
        Duration untilWarning = Duration.between(clock.instant(), end.minus(warning));
        if (untilWarning.isPositive()) {
            session.watch(timer.newTimeout(_ -> warn(session, end), untilWarning.toMillis(), TimeUnit.MILLISECONDS));
        } else {
            warn(session, end);
        }
    }

    private void warn(ClientSession session, Instant end) {
        if (session.expiresAt().equals(end)) {
            session.emit(EncodedEvent.of("session:expiring", Json.bytes(new Expiring(end))));
            long left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
            session.watch(timer.newTimeout(_ -> end(session, end), left, TimeUnit.MILLISECONDS));
        }
    }

    private static void end(ClientSession session, Instant end) {
        if (session.expiresAt().equals(end)) {
            session.socket().disconnect(true);
        }
    }
}
