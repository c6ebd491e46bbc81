package io.livemarket.gateway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Makes access tokens as auth-service does, and every wrong kind of them. */
public final class TestTokens {

    private static final ECKey KEY = key("test-1");
    private static final ECKey STRANGERS_KEY = key("test-1");

    private TestTokens() {}

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public keys, as {@code /.well-known/jwks.json} has them. */
    public static String jwks() {
        return new JWKSet(KEY.toPublicJWK()).toString();
    }

    public static String of(UUID user) {
        return of(user, Duration.ofMinutes(15));
    }

    /** A good token that ends after so long; a negative time makes one that is over. */
    public static String of(UUID user, Duration life) {
        return sign(claims(user, life).build(), KEY);
    }

    /** A good token of that session of a user. */
    public static String ofSession(UUID user, UUID session) {
        return sign(
                claims(user, Duration.ofMinutes(15))
                        .claim("sid", session.toString())
                        .build(),
                KEY);
    }

    /** A good token of a user with these roles. */
    public static String withRoles(UUID user, String... roles) {
        return sign(
                claims(user, Duration.ofMinutes(15))
                        .claim("roles", List.of(roles))
                        .build(),
                KEY);
    }

    /** A good token of a moderator, issued when the account had that revision. */
    public static String moderatorAt(UUID user, long revision) {
        return sign(
                claims(user, Duration.ofMinutes(15))
                        .claim("roles", List.of("user", "moderator"))
                        .claim("rev", revision)
                        .build(),
                KEY);
    }

    /** A good token of a service account. */
    public static String ofService(UUID service, String scopes) {
        return sign(
                claims(service, Duration.ofMinutes(5))
                        .claim("client_id", service.toString())
                        .claim("scope", scopes)
                        .build(),
                KEY);
    }

    public static String forAnotherAudience(UUID user) {
        return sign(claims(user, Duration.ofMinutes(1)).audience("another").build(), KEY);
    }

    public static String byAnotherIssuer(UUID user) {
        return sign(claims(user, Duration.ofMinutes(1)).issuer("another").build(), KEY);
    }

    public static String withoutEnd(UUID user) {
        return sign(claims(user, Duration.ofMinutes(1)).expirationTime(null).build(), KEY);
    }

    public static String forNobody() {
        return sign(
                claims(UUID.randomUUID(), Duration.ofMinutes(1))
                        .subject("admin")
                        .build(),
                KEY);
    }

    /** Signed by a key that only claims to be ours. */
    public static String forged(UUID user) {
        return sign(claims(user, Duration.ofMinutes(1)).build(), STRANGERS_KEY);
    }

    /** {@code alg: none}. */
    public static String unsigned(UUID user) {
        return new PlainJWT(claims(user, Duration.ofMinutes(1)).build()).serialize();
    }

    /** Signed with the public key as if it were a shared secret. */
    public static String signedWithThePublicKey(UUID user) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(KEY.getKeyID())
                            .build(),
                    claims(user, Duration.ofMinutes(1)).build());
            jwt.sign(new MACSigner(KEY.toECPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A good token whose claims were changed after it was signed. */
    public static String tampered(UUID user) {
        String[] parts = of(user).split("\\.");
        return parts[0] + "."
                + new PlainJWT(claims(UUID.randomUUID(), Duration.ofMinutes(1)).build())
                        .serialize()
                        .split("\\.")[1] + "." + parts[2];
    }

    private static JWTClaimsSet.Builder claims(UUID user, Duration life) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(user.toString())
                .issuer("livemarket")
                .audience("livemarket")
                .issueTime(Date.from(now.minusSeconds(3600)))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString())
                .claim("roles", List.of("user"));
    }

    private static String sign(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
