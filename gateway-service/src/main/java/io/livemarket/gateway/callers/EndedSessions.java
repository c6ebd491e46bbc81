package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.AccessFact.AccessEnded;
import io.livemarket.events.users.AccessFact.PasswordChanged;
import io.livemarket.events.users.AccessFact.SessionEnded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The sessions that ended before their time, in memory, as long as an access token of theirs may be good: by log-out,
 * by a change of the password, or because a spent refresh token was used. Tokens are matched by their claim
 * {@code sid}; those without one, of version 0.1.0, are good until their end. Reading is thread-safe; one thread
 * applies records.
 */
public final class EndedSessions {

    /** Beyond it the session that ended first is forgotten: its access tokens are good again until their end. */
    private static final int MOST = 200_000;

    /** The longest life that auth-service gives an access token. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String SESSION_ID = "sid";
    private static final EventCodec<AccessFact> FACTS = EventCodec.of(AccessFact.class);

    private final Map<UUID, SessionEnded> ended = new ConcurrentHashMap<>();
    private final Queue<UUID> inOrder = new ArrayDeque<>();
    private final DeletedAccounts accounts;
    private final Clock clock;
    private final int most;
    private volatile Consumer<SessionEnded> listener = _ -> {};

    /** @param accounts whose sessions have all ended */
    public EndedSessions(Clock clock, DeletedAccounts accounts) {
        this(clock, accounts, MOST);
    }

    /** @param most sessions that are kept */
    EndedSessions(Clock clock, DeletedAccounts accounts, int most) {
        this.accounts = accounts;
        this.clock = clock;
        this.most = most;
    }

    /** Notifies the listener of each session that ends from now on. */
    public void onEnded(Consumer<SessionEnded> newListener) {
        listener = newListener;
    }

    /** The end of that session; empty while it goes on, and for a token without a session's id. */
    public Optional<SessionEnded> endOf(Optional<UUID> sessionId) {
        return sessionId.map(ended::get);
    }

    /** The id of the session that a token is of; empty for tokens of version 0.1.0. */
    static Optional<UUID> sessionOf(Jwt token) {
        return Ids.parse(token.getClaimAsString(SESSION_ID));
    }

    /**
     * Refuses tokens of sessions that ended. Clients take the refusal as they do any other invalid token: they refresh,
     * and are refused.
     */
    OAuth2TokenValidator<Jwt> validator() {
        return token -> endOf(sessionOf(token)).isPresent() || accounts.isDeleted(token.getSubject())
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(ErrorCode.TOKEN_INVALID.code()))
                : OAuth2TokenValidatorResult.success();
    }

    /** Takes a record of the sessions' topic. */
    public void apply(ConsumerRecord<String, byte[]> record) {
        FACTS.read(record.headers(), record.value()).ifPresent(fact -> {
            switch (fact) {
                case SessionEnded end -> end(end);
                case PasswordChanged _ -> {}
                case AccessEnded deleted -> accounts.deleted(deleted);
            }
        });
    }

    private void end(SessionEnded end) {
        Instant oldest = clock.instant().minus(KEPT);
        if (end.endedAt().isBefore(oldest) || ended.put(end.sessionId(), end) != null) {
            return;
        }
        inOrder.add(end.sessionId());
        while (inOrder.size() > most || ended.get(inOrder.element()).endedAt().isBefore(oldest)) {
            ended.remove(inOrder.remove());
        }
        listener.accept(end);
    }

    int size() {
        return ended.size();
    }
}
