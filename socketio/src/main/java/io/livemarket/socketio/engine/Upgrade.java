package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.protocol.EnginePacket;
import io.livemarket.socketio.protocol.EnginePacketType;
import io.livemarket.socketio.protocol.Frame;

/**
 * A websocket on its way to take over from polling (Engine.IO protocol, section "Upgrade"). Polling keeps carrying the
 * session's packets until the last step. Confined to the session's tasks.
 */
final class Upgrade {

    private static final long POLL_MILLIS = 25;

    private final EngineSession session;
    private final Transport.WebSocket candidate;
    private final SessionLoop.Timer timer;
    private boolean probed;
    private SessionLoop.Timer pollTimer;

    Upgrade(EngineSession session, Transport.WebSocket candidate) {
        this.session = session;
        this.candidate = candidate;
        this.timer = session.schedule(
                this::fail, session.server().settings().upgradeTimeout().toMillis());
    }

    boolean isBy(Transport.WebSocket webSocket) {
        return candidate == webSocket;
    }

    /** Whether the client had an answer to its probe, on which it stops polling and sends its upgrade packet. */
    boolean isProbed() {
        return probed;
    }

    /**
     * A GET waits while the websocket probes. It is let go after a moment: at once a client that has not paused yet
     * would only come back, again and again, and one that sent its upgrade already could overtake it.
     */
    void pollStarted() {
        if (probed && pollTimer == null) {
            pollTimer = session.schedule(this::releasePoll, POLL_MILLIS);
        }
    }

    private void releasePoll() {
        pollTimer = null;
        session.releasePoll();
    }

    void receive(EnginePacket packet) {
        if (packet.type() == EnginePacketType.PING && packet.isProbe()) {
            probed = true;
            candidate.sendNow(Frame.PROBE_PONG);
            pollStarted();
        } else if (packet.type() == EnginePacketType.UPGRADE && probed) {
            stopTimers();
            session.upgradeCompleted(candidate);
        } else {
            fail();
        }
    }

    /** Gives up; the session goes on by polling. */
    void fail() {
        cancel();
        session.upgradeFailed();
    }

    void cancel() {
        stopTimers();
        candidate.close(DisconnectReason.TRANSPORT_ERROR);
    }

    private void stopTimers() {
        timer.cancel();
        if (pollTimer != null) {
            pollTimer.cancel();
        }
    }
}
