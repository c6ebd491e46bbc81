package io.livemarket.kit.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Remembers, for as long as a service keeps the keys, whose signatures were found good: to check one takes longer than most
 * of what tokens are checked for. Everything else about a token (its times, its issuer, a suspension) is looked at every time.
 */
public final class VerifiedTokens implements JwtDecoder {

    /** As long as keys are good: a token whose key was retired is refused after this time and {@link PublicKeys#GOOD_FOR}. */
    static final Duration REMEMBERED = PublicKeys.GOOD_FOR;
    private static final int MOST = 5_000;

    private final NimbusJwtDecoder signatures;
    private final OAuth2TokenValidator<Jwt> rules;
    private final Cache<String, Jwt> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    /**
     * @param signatures checks signatures; its own rules are replaced
     * @param rules      everything beside the signature
     */
    public VerifiedTokens(NimbusJwtDecoder signatures, OAuth2TokenValidator<Jwt> rules) {
        this.signatures = signatures;
        this.rules = rules;
        signatures.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
    }

    @Override
    public Jwt decode(String token) {
        Jwt jwt = verified.getIfPresent(token);
        if (jwt == null) {
            jwt = signatures.decode(token);
            verified.put(token, jwt);
        }
        OAuth2TokenValidatorResult result = rules.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException(reason(result.getErrors()), result.getErrors());
        }
        return jwt;
    }

    private static String reason(Collection<OAuth2Error> errors) {
        return errors.stream().map(OAuth2Error::getDescription).filter(text -> text != null && !text.isEmpty())
                .findFirst().orElse("The token breaks a rule");
    }
}
