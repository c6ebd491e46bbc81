package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.presence.SessionLog;
import io.livemarket.gateway.presence.TypingSignals;
import io.livemarket.gateway.requests.RequestReader;
import io.livemarket.gateway.services.PresenceReads;
import io.livemarket.socketio.DisconnectReason;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a socket has to do with presence: that it is there, whom it asks for, and that its user types. */
final class PresenceRequests {

    private final SessionLog sessions;
    private final PresenceReads reads;
    private final TypingSignals typing;

    PresenceRequests(SessionLog sessions, PresenceReads reads, TypingSignals typing) {
        this.sessions = sessions;
        this.reads = reads;
        this.typing = typing;
    }

    void came(ClientSession session) {
        sessions.opened(
                session.userId(),
                session.socket().id(),
                session.device(),
                session.socket().transport().wireName());
    }

    void went(ClientSession session, DisconnectReason reason) {
        sessions.closed(
                session.socket().id(), reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * presence-service answers with every status that was committed before, so that no change is followed by an older
     * answer.
     */
    void statuses(ClientSession session, JsonNode payload, Reply reply) {
        byte[] body = RequestReader.statuses(payload).body();
        reads.statuses("Bearer " + session.token(), body).whenComplete((answer, failure) -> {
            if (failure != null) {
                reply.refuse(ErrorCode.UNAVAILABLE);
            } else if (answer.isOk()) {
                reply.acceptMembersOf(answer.body());
            } else {
                reply.refuse(RelayedProblem.codeOf(answer));
            }
        });
    }

    /** Answered at once: whether the user may is found out later, and what comes too often is dropped. */
    void typing(ClientSession session, JsonNode payload, Reply reply) {
        var request = RequestReader.typing(payload);
        typing.say(session.userId(), request.chatId(), request.typing());
        reply.accept(Reply.OK);
    }
}
