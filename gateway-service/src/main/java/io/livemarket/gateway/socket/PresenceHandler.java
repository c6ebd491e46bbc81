package io.livemarket.gateway.socket;

import io.livemarket.gateway.presence.SessionFactPublisher;
import io.livemarket.gateway.presence.TypingSignals;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.RequestReader;
import io.livemarket.gateway.services.PresenceReads;
import io.livemarket.socketio.DisconnectReason;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Publishes which sockets are connected and which users type, and reads the statuses that clients ask for. */
final class PresenceHandler implements FeatureHandler {

    private final SessionFactPublisher sessions;
    private final PresenceReads reads;
    private final TypingSignals typing;

    PresenceHandler(SessionFactPublisher sessions, PresenceReads reads, TypingSignals typing) {
        this.sessions = sessions;
        this.reads = reads;
        this.typing = typing;
    }

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(
                ClientEvent.USER_STATUS, this::statuses,
                ClientEvent.USER_TYPING, this::typing);
    }

    void connected(ClientSession session) {
        sessions.opened(
                session.userId(),
                session.socket().id(),
                session.device(),
                session.socket().transport().wireName());
    }

    void disconnected(ClientSession session, DisconnectReason reason) {
        sessions.closed(
                session.socket().id(), reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * presence-service answers with every status that was committed before, so that no change is followed by an older
     * answer.
     */
    private void statuses(ClientSession session, JsonNode payload, Reply reply) {
        byte[] body = RequestReader.statuses(payload).body();
        reply.relay(reads.statuses("Bearer " + session.token(), body));
    }

    /** Replies at once: the participants are looked up later, and signals that come too often are dropped. */
    private void typing(ClientSession session, JsonNode payload, Reply reply) {
        var request = RequestReader.typing(payload);
        typing.signal(session.userId(), request.chatId(), request.typing());
        reply.accept(Reply.OK);
    }
}
