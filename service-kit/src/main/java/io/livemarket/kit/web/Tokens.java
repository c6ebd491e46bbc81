package io.livemarket.kit.web;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.livemarket.events.Ids;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.config.LiveMarketProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The check of access tokens. Those of auth-service: ES256 only, signed by a key of auth-service, not expired, with our
 * issuer and audience. Those of an external issuer, where the installation has one: {@link ExternalTokens}.
 */
public final class Tokens {

    /** How far the clocks of our own services may differ. */
    private static final Duration OWN_SKEW = Duration.ofSeconds(5);

    private Tokens() {}

    /** A decoder for the tokens that this installation accepts, with the keys that the issuers publish. */
    public static JwtDecoder decoder(LiveMarketProperties.Auth auth) {
        return decoder(
                PublicKeys.at(auth.jwksUri()), externalKeys(auth), auth, _ -> OAuth2TokenValidatorResult.success());
    }

    /**
     * A decoder for the tokens that this installation accepts.
     *
     * @param own the keys of auth-service
     * @param external the keys of the external issuer; empty where the installation has none
     * @param further rules for the claims, beside those of {@link #validator}
     */
    public static JwtDecoder decoder(
            PublicKeys own,
            Optional<PublicKeys> external,
            LiveMarketProperties.Auth auth,
            OAuth2TokenValidator<Jwt> further) {
        return withExternal(
                decoder(own, new DelegatingOAuth2TokenValidator<>(validator(auth), further)), external, auth, further);
    }

    /** The audience of the tokens with which a suspended user appeals, and does nothing else. */
    public static String appealAudience(LiveMarketProperties.Auth auth) {
        return auth.audience() + "-appeals";
    }

    /** A decoder for the tokens of suspended users who appeal; it accepts no access token. */
    public static JwtDecoder appealDecoder(LiveMarketProperties.Auth auth) {
        return decoder(PublicKeys.at(auth.jwksUri()), validator(auth.issuer(), appealAudience(auth), OWN_SKEW));
    }

    /** The keys of the external issuer; empty where the installation has none. */
    public static Optional<PublicKeys> externalKeys(LiveMarketProperties.Auth auth) {
        return auth.mode() == AccountsMode.OWN
                ? Optional.empty()
                : Optional.of(
                        PublicKeys.at(auth.external().jwksUri(), auth.external().keysGoodFor()));
    }

    /**
     * A decoder for the tokens of auth-service and of the external issuer, by the claim {@code iss}; the decoder of
     * auth-service's tokens alone where there is no external issuer. In the mode {@code external} auth-service's tokens
     * are those of service accounts alone.
     *
     * @param own decodes tokens of auth-service
     * @param further rules for the claims of external tokens
     */
    public static JwtDecoder withExternal(
            JwtDecoder own,
            Optional<PublicKeys> external,
            LiveMarketProperties.Auth auth,
            OAuth2TokenValidator<Jwt> further) {
        return external.<JwtDecoder>map(keys -> new TokensByIssuer(Map.of(
                        auth.issuer(),
                        auth.mode() == AccountsMode.EXTERNAL ? servicesAlone(own) : own,
                        auth.external().issuer(),
                        ExternalTokens.decoder(auth.external(), keys, further))))
                .orElse(own);
    }

    private static JwtDecoder servicesAlone(JwtDecoder own) {
        return token -> {
            Jwt jwt = own.decode(token);
            if (!Callers.isService(jwt)) {
                throw new BadJwtException("Users have tokens of the external issuer");
            }
            return jwt;
        };
    }

    /** A decoder of auth-service's tokens with these keys and rules. */
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
    static boolean isAmong(PublicKeys keys, Jwt token) {
        JWKMatcher itsKey = new JWKMatcher.Builder()
                .keyID(String.valueOf(token.getHeaders().get("kid")))
                .build();
        try {
            return !keys.get(new JWKSelector(itsKey), null).isEmpty();
        } catch (KeySourceException e) {
            return false;
        }
    }

    /** The rules for claims of auth-service's tokens. Clocks may differ by 5 s. */
    public static OAuth2TokenValidator<Jwt> validator(LiveMarketProperties.Auth auth) {
        return validator(auth.issuer(), auth.audience(), OWN_SKEW);
    }

    static OAuth2TokenValidator<Jwt> validator(String issuer, String audience, Duration skew) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(skew),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<Collection<String>>("aud", each -> each != null && each.contains(audience)),
                new JwtClaimValidator<Object>("exp", Objects::nonNull),
                new JwtClaimValidator<String>(
                        "sub", subject -> Ids.parse(subject).isPresent()));
    }
}
