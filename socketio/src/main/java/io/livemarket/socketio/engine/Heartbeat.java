package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.SocketIoSettings;
import org.jspecify.annotations.Nullable;

/**
 * Sends pings to the client and ends the session when a pong is missing (Engine.IO protocol, section "Heartbeat").
 * Confined to the tasks of the session.
 */
final class Heartbeat {

    private static final int MAX_LATENESS_PART = 20;

    private final EngineSession session;
    private SessionLoop.@Nullable Timer timer;
    private boolean awaitingPong;
    private long pingAt;

    Heartbeat(EngineSession session) {
        this.session = session;
    }

    void start() {
        pingAt = session.home().millis();
        schedulePing();
    }

    void pongReceived() {
        if (awaitingPong) {
            awaitingPong = false;
            stop();
            schedulePing();
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void schedulePing() {
        // Measured from ping to ping, so that a slow answer does not stretch the interval.
        long now = session.home().millis();
        pingAt = Math.max(pingAt + settings().timeouts().pingInterval().toMillis(), now);
        timer = session.schedule(this::ping, pingAt - now);
    }

    private void ping() {
        // Started before the ping can be sent, so that no answer can arrive before there is a timer to cancel.
        awaitingPong = true;
        timer = session.schedule(this::pongMissed, settings().timeouts().ping().toMillis() - lateness());
        session.sendPing();
    }

    /**
     * How late the loop is, in milliseconds; bounded, so that the client pays for a small part of the lateness only.
     */
    private long lateness() {
        return Math.min(
                session.home().millis() - pingAt, settings().timeouts().ping().toMillis() / MAX_LATENESS_PART);
    }

    private void pongMissed() {
        if (awaitingPong) {
            session.close(DisconnectReason.PING_TIMEOUT);
        }
    }

    private SocketIoSettings settings() {
        return session.server().settings();
    }
}
