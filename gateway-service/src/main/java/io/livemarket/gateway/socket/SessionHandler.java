package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.RequestReader;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Replaces the token of a session by a newer one of its user. */
final class SessionHandler implements FeatureHandler {

    private final TokenCheck tokens;
    private final TokenWatch watch;
    private final SessionEnds ends;

    SessionHandler(TokenCheck tokens, TokenWatch watch, SessionEnds ends) {
        this.tokens = tokens;
        this.watch = watch;
        this.ends = ends;
    }

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(ClientEvent.SESSION_REFRESH, this::refresh);
    }

    private record Refreshed(boolean ok, Instant expiresAt) {}

    private void refresh(ClientSession session, JsonNode payload, Reply reply) {
        tokens.check(RequestReader.refresh(payload).token()).thenAccept(result -> {
            switch (result) {
                case TokenCheck.Result.Refused(ErrorCode code) -> reply.refuse(code);
                case TokenCheck.Result.Valid(VerifiedToken other)
                when !other.userId().equals(session.userId()) -> reply.refuse(ErrorCode.FORBIDDEN);
                case TokenCheck.Result.Valid(VerifiedToken own) -> {
                    session.renew(own);
                    watch.watch(session);
                    if (ends.closeIfEnded(session)) {
                        return;
                    }
                    reply.accept(Json.bytes(new Refreshed(true, own.expiresAt())));
                }
            }
        });
    }
}
