package io.livemarket.kit.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * The marketplace's own issuer of access tokens (OpenID Connect), whose users chat without an account of ours.
 *
 * @param issuer the {@code iss} of its tokens, to the letter; a part of the ids of its users, so never change it
 * @param jwksUri the address of its public keys, {@code jwks_uri} of its discovery document
 * @param audience the {@code aud} that its tokens for this system have
 * @param algorithms the algorithms of its signatures that are accepted; shared secrets and unsigned tokens never are
 * @param clockSkew how far its clock may differ from ours, at most 5 min
 * @param keysGoodFor how long fetched keys are used, 5 s to 1 day; a token with an unknown key fetches them at once, at
 *     most twice in 2 s
 * @param requireVerifiedEmail whether its users open chats only if the token has a verified e-mail address
 * @param moderatorRoles its roles whose holders are moderators here
 * @param operatorRoles its roles whose holders are operators here
 */
public record ExternalIssuer(
        @NotNull @DefaultValue("") String issuer,
        @NotNull @DefaultValue("") String jwksUri,
        @NotNull @DefaultValue("") String audience,
        @NotEmpty @DefaultValue({"RS256", "ES256"}) Set<SignatureAlgorithm> algorithms,

        @NotNull @DurationMin @DurationMax(minutes = 5) @DefaultValue("30s")
        Duration clockSkew,

        @NotNull @DurationMin(seconds = 5) @DurationMax(days = 1) @DefaultValue("5m")
        Duration keysGoodFor,

        @DefaultValue("false") boolean requireVerifiedEmail,
        @DefaultValue List<String> moderatorRoles,
        @DefaultValue List<String> operatorRoles,
        @Valid @NotNull @DefaultValue Claims claims) {

    /** No external issuer. */
    static final ExternalIssuer NONE = of("", "", "");

    /** An issuer with the default algorithms and the claims of OpenID Connect. */
    public static ExternalIssuer of(String issuer, String jwksUri, String audience) {
        return new ExternalIssuer(
                issuer,
                jwksUri,
                audience,
                Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                false,
                List.of(),
                List.of(),
                Claims.STANDARD);
    }

    /** Whether tokens can be checked with these settings. */
    boolean isComplete() {
        return !issuer.isBlank() && !jwksUri.isBlank() && !audience.isBlank();
    }

    /**
     * The names of the claims; {@code a.b} is the member {@code b} of the claim {@code a}, unless a claim has that
     * whole name.
     *
     * @param id the user's id at the issuer, 1–255 characters, which never goes to another user
     * @param name the name from which the user name is made at the registration
     * @param email the e-mail address
     * @param emailVerified whether the issuer verified the address
     * @param picture the https address of the user's picture
     * @param roles the user's roles: a list, or a text with spaces
     */
    public record Claims(
            @NotBlank @DefaultValue("sub") String id,
            @NotBlank @DefaultValue("preferred_username") String name,
            @NotBlank @DefaultValue("email") String email,
            @NotBlank @DefaultValue("email_verified") String emailVerified,
            @NotBlank @DefaultValue("picture") String picture,
            @NotBlank @DefaultValue("roles") String roles) {

        static final Claims STANDARD =
                new Claims("sub", "preferred_username", "email", "email_verified", "picture", "roles");
    }
}
