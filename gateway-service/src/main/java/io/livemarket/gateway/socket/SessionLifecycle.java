package io.livemarket.gateway.socket;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.socketio.DisconnectReason;

/** Registers every connected session and brings it up to date, and removes it when its socket is disconnected. */
final class SessionLifecycle {

    private final SessionRegistry registry;
    private final SessionEnds ends;
    private final TokenWatch watch;
    private final PresenceHandler presence;
    private final Resumption resumption;
    private final GatewayProperties.Sockets settings;

    SessionLifecycle(
            SessionRegistry registry,
            SessionEnds ends,
            TokenWatch watch,
            PresenceHandler presence,
            Resumption resumption,
            GatewayProperties.Sockets settings) {
        this.registry = registry;
        this.ends = ends;
        this.watch = watch;
        this.presence = presence;
        this.resumption = resumption;
        this.settings = settings;
    }

    void connected(ClientSession session) {
        registry.add(session);
        watch.watch(session);
        if (ends.closeIfEnded(session)) {
            return;
        }
        if (registry.ofUser(session.userId()) > settings.perUser()) {
            // Several connected at once, each of them within the limit when it was let in.
            session.socket().disconnect(true);
            return;
        }
        presence.connected(session);
        resumption.begin(session);
    }

    void disconnected(ClientSession session, DisconnectReason reason) {
        registry.remove(session);
        presence.disconnected(session, reason);
        session.gone();
    }
}
