package io.livemarket.kit.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Remembers the tokens with valid signatures, since the check of a signature takes longer than most requests.
 * Everything else about a token (its times, its issuer, a suspension) is checked every time, and every minute whether
 * its key is still valid.
 */
public final class VerifiedTokens implements JwtDecoder {

    /** The time after which an unused token is forgotten. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);
    /**
     * The time for which a key is trusted: a token whose key was retired is refused after this time and
     * {@link PublicKeys#GOOD_FOR}.
     */
    static final Duration KEY_TRUSTED_FOR = PublicKeys.GOOD_FOR;

    private static final int MOST = 5_000;
    /**
     * The remembered tokens by the address of the keys: services in one JVM with keys from one address check a
     * signature once together.
     */
    private static final ConcurrentHashMap<String, Cache<String, Verified>> SHARED = new ConcurrentHashMap<>();

    private final NimbusJwtDecoder signatures;
    private final OAuth2TokenValidator<Jwt> rules;
    private final Predicate<Jwt> hasGoodKey;
    private final Ticker nanos;
    private final Cache<String, Verified> verified;

    /** @param keyGoodAt the time at which the token's key was known to be valid, by the ticker */
    private record Verified(Jwt token, long keyGoodAt) {}

    /**
     * @param signatures checks signatures; its own rules are replaced
     * @param rules all rules except for the signature
     * @param hasGoodKey whether the key of a token with a valid signature is still among the valid ones
     * @param keysAt the address of the keys; decoders with one address share the tokens that they found valid
     */
    public VerifiedTokens(
            NimbusJwtDecoder signatures, OAuth2TokenValidator<Jwt> rules, Predicate<Jwt> hasGoodKey, String keysAt) {
        this(
                signatures,
                rules,
                hasGoodKey,
                Ticker.systemTicker(),
                SHARED.computeIfAbsent(keysAt, _ -> newCache(Ticker.systemTicker())));
    }

    VerifiedTokens(
            NimbusJwtDecoder signatures, OAuth2TokenValidator<Jwt> rules, Predicate<Jwt> hasGoodKey, Ticker nanos) {
        this(signatures, rules, hasGoodKey, nanos, newCache(nanos));
    }

    private VerifiedTokens(
            NimbusJwtDecoder signatures,
            OAuth2TokenValidator<Jwt> rules,
            Predicate<Jwt> hasGoodKey,
            Ticker nanos,
            Cache<String, Verified> verified) {
        this.signatures = signatures;
        this.rules = rules;
        this.hasGoodKey = hasGoodKey;
        this.nanos = nanos;
        this.verified = verified;
        signatures.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
    }

    private static Cache<String, Verified> newCache(Ticker nanos) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(REMEMBERED)
                .ticker(nanos)
                .build();
    }

    @Override
    public Jwt decode(String token) {
        Verified known = verified.getIfPresent(token);
        Jwt jwt = known != null && isStillGood(token, known) ? known.token() : verify(token);
        OAuth2TokenValidatorResult result = rules.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException(reason(result.getErrors()), result.getErrors());
        }
        return jwt;
    }

    private boolean isStillGood(String token, Verified known) {
        if (nanos.read() - known.keyGoodAt() < KEY_TRUSTED_FOR.toNanos()) {
            return true;
        }
        boolean isGood = hasGoodKey.test(known.token());
        if (isGood) {
            verified.put(token, new Verified(known.token(), nanos.read()));
        } else {
            verified.invalidate(token);
        }
        return isGood;
    }

    private Jwt verify(String token) {
        Jwt jwt = signatures.decode(token);
        verified.put(token, new Verified(jwt, nanos.read()));
        return jwt;
    }

    private static String reason(Collection<OAuth2Error> errors) {
        return errors.stream()
                .map(OAuth2Error::getDescription)
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .orElse("The token breaks a rule");
    }
}
