package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.AccessFact.AccessEnded;
import io.livemarket.events.users.AccessFact.PasswordChanged;
import io.livemarket.events.users.AccessFact.SessionEnded;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The sessions that ended within the life of an access token ({@link RecentEnds}): by log-out, by a change of the
 * password, or because a spent refresh token was used. Tokens are matched by their claim {@code sid}; those without
 * one, of version 0.1.0, are valid until they expire. Reads are thread-safe; one thread applies records.
 */
public final class EndedSessions {

    private static final int CAPACITY = 200_000;
    private static final String SESSION_ID = "sid";
    private static final EventCodec<AccessFact> FACTS = EventCodec.of(AccessFact.class);

    private final RecentEnds<UUID, SessionEnded> ends;
    private final DeletedAccounts accounts;

    /** @param accounts the deleted accounts; every session of a deleted account has ended */
    public EndedSessions(Clock clock, DeletedAccounts accounts) {
        this(clock, accounts, CAPACITY);
    }

    EndedSessions(Clock clock, DeletedAccounts accounts, int capacity) {
        this.accounts = accounts;
        ends = new RecentEnds<>(clock, capacity, RecentEnds.Kind.once(SessionEnded::sessionId, SessionEnded::endedAt));
    }

    /** Notifies the listener of each session that ends from now on. */
    public void onEnded(Consumer<SessionEnded> listener) {
        ends.onEnd(listener);
    }

    /** The end of a session; empty while the session continues, and for a token without a session id. */
    public Optional<SessionEnded> endOf(Optional<UUID> sessionId) {
        return sessionId.flatMap(ends::find);
    }

    /** The id of the session that a token belongs to; empty for tokens of version 0.1.0. */
    static Optional<UUID> sessionOf(Jwt token) {
        return Ids.parse(token.getClaimAsString(SESSION_ID));
    }

    /**
     * Refuses tokens of ended sessions as invalid tokens: their clients then try to refresh, and are refused by
     * auth-service.
     */
    OAuth2TokenValidator<Jwt> validator() {
        return token -> endOf(sessionOf(token)).isPresent() || accounts.isDeleted(token.getSubject())
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(ErrorCode.TOKEN_INVALID.code()))
                : OAuth2TokenValidatorResult.success();
    }

    /** Applies a record of {@code users.sessions}. */
    public void apply(ConsumerRecord<String, byte[]> record) {
        FACTS.read(record.headers(), record.value()).ifPresent(fact -> {
            switch (fact) {
                case SessionEnded end -> ends.add(end);
                case PasswordChanged _ -> {}
                case AccessEnded deleted -> accounts.deleted(deleted);
            }
        });
    }

    int size() {
        return ends.size();
    }
}
