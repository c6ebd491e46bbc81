package io.livemarket.auth.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.view.KeyView;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Issues access tokens: JWTs with the claims of RFC 9068, signed with ES256 by the current signing key. */
public final class AccessTokens {

    private static final Duration APPEAL = Duration.ofMinutes(30);

    private final KeyView keys;
    private final LiveMarketProperties.Auth settings;
    private final Duration lifetime;
    private final Roles roles;
    private final boolean verifiedOnly;

    /** @param verifiedOnly whether users have to verify their e-mail address before they open chats */
    public AccessTokens(
            KeyView keys, LiveMarketProperties.Auth settings, Duration lifetime, Roles roles, boolean verifiedOnly) {
        this.verifiedOnly = verifiedOnly;
        this.keys = keys;
        this.settings = settings;
        this.lifetime = lifetime;
        this.roles = roles;
    }

    /** The lifetime of an access token. */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * Issues a token for an account, valid from {@code now}. The claim {@code rev} is the account's revision, by which
     * gateways refuse roles that are taken away later.
     *
     * @param sessionId the public id of the session; the claim {@code sid}, by which gateways refuse the token once the
     *     session has ended
     * @throws ApiException {@code unavailable} while no signing key is known
     */
    public String issue(Account account, UUID sessionId, Instant now) {
        ECKey key = keys.signingAt(now).orElseThrow(() -> ApiException.retryAfter(ErrorCode.UNAVAILABLE, 1_000));
        return signed(
                key,
                claims(account, now, lifetime)
                        .claim("sid", sessionId.toString())
                        .claim("roles", roles.of(account))
                        .claim(Callers.MUST_VERIFY_EMAIL, verifiedOnly && !account.hasVerifiedEmail() ? true : null)
                        .build());
    }

    /**
     * Issues a token for a service account, valid from {@code now}, with the claims {@code client_id} and {@code scope}
     * of RFC 9068.
     *
     * @param scopes among those of the account
     * @throws ApiException {@code unavailable} while no signing key is known
     */
    public String issueForService(Account account, List<String> scopes, Instant now, Duration serviceLifetime) {
        ECKey key = keys.signingAt(now).orElseThrow(() -> ApiException.retryAfter(ErrorCode.UNAVAILABLE, 1_000));
        return signed(
                key,
                claims(account, now, serviceLifetime)
                        .claim("roles", account.roles())
                        .claim(Callers.CLIENT_ID, account.userId().toString())
                        .claim(Callers.SCOPE, String.join(" ", scopes))
                        .build());
    }

    /**
     * Issues a token with which the user of a suspended account appeals: its audience is that of appeals, so that it is
     * no access token anywhere.
     *
     * @throws ApiException {@code unavailable} while no signing key is known
     */
    public String issueForAppeal(UUID userId, Instant now) {
        ECKey key = keys.signingAt(now).orElseThrow(() -> ApiException.retryAfter(ErrorCode.UNAVAILABLE, 1_000));
        return signed(
                key,
                new JWTClaimsSet.Builder()
                        .subject(userId.toString())
                        .issuer(settings.issuer())
                        .audience(Tokens.appealAudience(settings))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(APPEAL)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
    }

    private JWTClaimsSet.Builder claims(Account account, Instant now, Duration validFor) {
        return new JWTClaimsSet.Builder()
                .subject(account.userId().toString())
                .issuer(settings.issuer())
                .audience(settings.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validFor)))
                .jwtID(UUID.randomUUID().toString())
                .claim("rev", account.revision());
    }

    private static String signed(ECKey key, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("ES256 is not available", e);
        }
        return token.serialize();
    }
}
