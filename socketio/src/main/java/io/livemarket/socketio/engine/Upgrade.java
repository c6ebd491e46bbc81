package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.protocol.EnginePacket;
import io.livemarket.socketio.protocol.EnginePacketType;
import io.livemarket.socketio.protocol.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The upgrade of a session from polling to a websocket (Engine.IO protocol, section "Upgrade"). Polling carries the
 * packets of the session until the last step. Confined to the tasks of the session.
 */
final class Upgrade {

    private static final long POLL_MILLIS = 25;

    private final EngineSession session;
    private final Transport.WebSocket candidate;
    private final SessionLoop.Timer timer;
    private boolean probed;
    private SessionLoop.@Nullable Timer pollTimer;

    Upgrade(EngineSession session, Transport.WebSocket candidate) {
        this.session = session;
        this.candidate = candidate;
        this.timer = session.schedule(
                this::fail, session.server().settings().timeouts().upgrade().toMillis());
    }

    boolean isBy(Transport.WebSocket webSocket) {
        return candidate == webSocket;
    }

    /** Whether the probe of the client was answered; the client then stops polling and sends its upgrade packet. */
    boolean isProbed() {
        return probed;
    }

    /**
     * A GET waits while the websocket probes. It is answered after a delay: answered at once, a client that has not
     * paused yet would poll again and again, and the answer could overtake an upgrade packet that was sent already.
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

    /** Ends the upgrade; the session continues by polling. */
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
