package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.protocol.EnginePacket;
import io.livemarket.socketio.protocol.EnginePacketType;

/**
 * A websocket on its way to take over from polling (Engine.IO protocol, section "Upgrade"). Polling keeps carrying the
 * session's packets until the last step. Confined to the session's tasks.
 */
final class Upgrade {

    private final EngineSession session;
    private final Transport.WebSocket candidate;
    private final SessionLoop.Timer timer;
    private boolean probed;

    Upgrade(EngineSession session, Transport.WebSocket candidate) {
        this.session = session;
        this.candidate = candidate;
        this.timer = session.schedule(this::fail, session.server().settings().upgradeTimeout().toMillis());
    }

    boolean isBy(Transport.WebSocket webSocket) {
        return candidate == webSocket;
    }

    boolean isProbed() {
        return probed;
    }

    void receive(EnginePacket packet) {
        if (packet.type() == EnginePacketType.PING && packet.isProbe()) {
            probed = true;
            session.upgradeProbed(candidate);
        } else if (packet.type() == EnginePacketType.UPGRADE && probed) {
            timer.cancel();
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
        timer.cancel();
        candidate.close(DisconnectReason.TRANSPORT_ERROR);
    }
}
