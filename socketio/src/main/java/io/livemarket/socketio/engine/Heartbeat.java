package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.SocketIoSettings;

/** Asks the client for signs of life (Engine.IO protocol, section "Heartbeat"). Confined to the session's tasks. */
final class Heartbeat {

    private static final int MAX_LATENESS_PART = 20;

    private final EngineSession session;
    private SessionLoop.Timer timer;
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
            timer.cancel();
            schedulePing();
        }
    }

    void stop() {
        timer.cancel();
    }

    private void schedulePing() {
        // From ping to ping, so that a slow answer does not stretch the beat.
        long now = session.home().millis();
        pingAt = Math.max(pingAt + settings().pingInterval().toMillis(), now);
        timer = session.schedule(this::ping, pingAt - now);
    }

    private void ping() {
        // Armed before the ping can go out, so that no answer can come before there is something to disarm.
        awaitingPong = true;
        timer = session.schedule(this::pongMissed, settings().pingTimeout().toMillis() - lateness());
        session.sendPing();
    }

    /** How late the loop is; the client does not have to pay for more than a little of it. */
    private long lateness() {
        return Math.min(
                session.home().millis() - pingAt, settings().pingTimeout().toMillis() / MAX_LATENESS_PART);
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
