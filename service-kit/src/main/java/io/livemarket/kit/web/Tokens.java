package io.livemarket.kit.web;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.livemarket.kit.config.LiveMarketProperties;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The check of access tokens: ES256 only, signed by a key of auth-service, not expired, with our issuer and audience.
 */
public final class Tokens {

    private Tokens() {}

    /** A decoder for the tokens of this system, with the keys that auth-service publishes (see {@link PublicKeys}). */
    public static JwtDecoder decoder(LiveMarketProperties.Auth auth) {
        return decoder(PublicKeys.at(auth.jwksUri()), validator(auth));
    }

    /** A decoder with these keys and rules. */
    public static JwtDecoder decoder(PublicKeys keys, OAuth2TokenValidator<Jwt> rules) {
        return new VerifiedTokens(
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwsAlgorithm(SignatureAlgorithm.ES256)
                        .build(),
                rules,
                token -> isAmong(keys, token),
                keys.address());
    }

    /**
     * Whether the key that signed a token is among these; false when they are not known, so that the signature is
     * checked again.
     */
    private static boolean isAmong(PublicKeys keys, Jwt token) {
        JWKMatcher itsKey = new JWKMatcher.Builder()
                .keyID(String.valueOf(token.getHeaders().get("kid")))
                .build();
        try {
            return !keys.get(new JWKSelector(itsKey), null).isEmpty();
        } catch (KeySourceException e) {
            return false;
        }
    }

    /** The rules for claims. Clocks may differ by 5 s. */
    public static OAuth2TokenValidator<Jwt> validator(LiveMarketProperties.Auth auth) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(java.time.Duration.ofSeconds(5)),
                new JwtIssuerValidator(auth.issuer()),
                new JwtClaimValidator<java.util.Collection<String>>(
                        "aud", audience -> audience != null && audience.contains(auth.audience())),
                new JwtClaimValidator<Object>("exp", java.util.Objects::nonNull),
                new JwtClaimValidator<String>(
                        "sub",
                        subject -> io.livemarket.events.Ids.parse(subject).isPresent()));
    }
}
