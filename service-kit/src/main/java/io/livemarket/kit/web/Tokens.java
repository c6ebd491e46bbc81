package io.livemarket.kit.web;

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

/** How access tokens are checked: ES256 only, signed by a key of auth-service, in time, issued by us and for us. */
public final class Tokens {

    private Tokens() {}

    /** A decoder for the tokens of this system; its keys are fetched when first needed and again when they rotate. */
    public static JwtDecoder decoder(LiveMarketProperties.Auth auth) {
        return new VerifiedTokens(
                NimbusJwtDecoder.withJwkSetUri(auth.jwksUri()).jwsAlgorithm(SignatureAlgorithm.ES256).build(),
                validator(auth));
    }

    /** The rules beside the signature. Clocks may differ by 5 s. */
    public static OAuth2TokenValidator<Jwt> validator(LiveMarketProperties.Auth auth) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(java.time.Duration.ofSeconds(5)),
                new JwtIssuerValidator(auth.issuer()),
                new JwtClaimValidator<java.util.Collection<String>>("aud",
                        audience -> audience != null && audience.contains(auth.audience())),
                new JwtClaimValidator<Object>("exp", java.util.Objects::nonNull),
                new JwtClaimValidator<String>("sub",
                        subject -> io.livemarket.events.Ids.parse(subject).isPresent()));
    }
}
