package io.livemarket.gateway.callers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ExternalTokens;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Lets a valid token of the external issuer pass once its user is registered: the first request of an unknown user
 * waits until auth-service has registered the user. Whether a user is registered is remembered for an hour, so that the
 * token of an account which was deleted longer ago than {@link DeletedAccounts} reaches is refused too. Thread-safe.
 */
final class RegisteredUsers implements JwtDecoder {

    /** The time for which a user counts as registered; shorter than that of {@link RecentEnds}. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MOST = 200_000;
    private static final int AT_ONCE = 64;

    private final JwtDecoder tokens;
    private final Registration registration;
    private final Semaphore places;
    private final Cache<UUID, Boolean> registered =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    /** The registration of a token's user, at auth-service. */
    @FunctionalInterface
    interface Registration {

        /** The outcome of a registration. */
        enum Outcome {
            /** The user is registered, now or since before. */
            REGISTERED,
            /** The account was deleted, or the token is refused. */
            REFUSED,
            /** There was no answer, or none yet. */
            UNKNOWN
        }

        /** Registers the user, and waits for the outcome. */
        Outcome of(String token);
    }

    RegisteredUsers(JwtDecoder tokens, Registration registration) {
        this(tokens, registration, AT_ONCE);
    }

    /** @param atOnce the most registrations that are awaited at a time; a further one is answered at once */
    RegisteredUsers(JwtDecoder tokens, Registration registration, int atOnce) {
        this.tokens = tokens;
        this.registration = registration;
        this.places = new Semaphore(atOnce);
    }

    /**
     * @throws BadJwtException also for a deleted account
     * @throws JwtException that is no {@link BadJwtException} while it is not known whether the user is registered
     */
    @Override
    public Jwt decode(String token) {
        Jwt jwt = tokens.decode(token);
        if (ExternalTokens.isExternal(jwt) && registered.getIfPresent(Callers.id(jwt)) == null) {
            register(jwt);
        }
        return jwt;
    }

    private void register(Jwt jwt) {
        if (!places.tryAcquire()) {
            throw new JwtException("Too many users are being registered");
        }
        try {
            switch (registration.of(jwt.getTokenValue())) {
                case REGISTERED -> registered.put(Callers.id(jwt), true);
                case REFUSED -> throw new BadJwtException("The account was deleted");
                case UNKNOWN -> throw new JwtException("The user could not be registered");
            }
        } finally {
            places.release();
        }
    }
}
