package io.livemarket.kit.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.events.Ids;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.LiveMarketProperties.ExternalIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for a marketplace's OpenID Connect issuer with two keys, one of RSA and one of an elliptic curve; it signs
 * valid tokens and invalid ones.
 */
public final class MarketplaceIssuer implements AutoCloseable {

    /** The {@code iss} of its tokens. */
    public static final String ISSUER = "https://login.shop.example/";

    /** The {@code aud} of its tokens for us. */
    public static final String AUDIENCE = "shop-chat";

    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile JWK rsa = rsaKey();
    private volatile JWK curve = curveKey();
    private volatile boolean away;

    private MarketplaceIssuer(HttpServer server) {
        this.server = server;
        server.createContext("/jwks.json", exchange -> {
            byte[] keys = new JWKSet(List.of(rsa.toPublicJWK(), curve.toPublicJWK()))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            fetches.incrementAndGet();
            try (exchange) {
                exchange.sendResponseHeaders(away ? 503 : 200, away ? -1 : keys.length);
                if (!away) {
                    exchange.getResponseBody().write(keys);
                }
            }
        });
        server.start();
    }

    /** Serves its keys on a free loopback port. */
    public static MarketplaceIssuer start() {
        try {
            return new MarketplaceIssuer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new IllegalStateException("No free port for the keys", e);
        }
    }

    public String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
    }

    /** Settings by which this issuer's tokens are accepted. */
    public ExternalIssuer settings() {
        return ExternalIssuer.of(ISSUER, jwksUri(), AUDIENCE);
    }

    /**
     * Settings of a service that accepts this issuer's tokens.
     *
     * @param ownKeys the address of auth-service's keys
     */
    public LiveMarketProperties.Auth accepted(AccountsMode mode, String ownKeys) {
        return new LiveMarketProperties.Auth("livemarket", "livemarket", ownKeys, mode, settings());
    }

    /** The settings of a service as arguments of its start. */
    public String[] arguments(AccountsMode mode) {
        return new String[] {
            "livemarket.auth.mode=" + mode.name().toLowerCase(java.util.Locale.ROOT),
            "livemarket.auth.external.issuer=" + ISSUER,
            "livemarket.auth.external.jwks-uri=" + jwksUri(),
            "livemarket.auth.external.audience=" + AUDIENCE
        };
    }

    /** Our id of a user of this issuer. */
    public static UUID idOf(String subject) {
        return Ids.external(ISSUER, subject);
    }

    /** Signs with two other keys from now on; the former ones are published no more. */
    public void retireKeys() {
        rsa = rsaKey();
        curve = curveKey();
    }

    /** Whether keys cannot be fetched from now on. */
    public void away(boolean nowAway) {
        away = nowAway;
    }

    /** The number of requests for the keys. */
    public int fetches() {
        return fetches.get();
    }

    /** A token that must be accepted, signed with RS256. */
    public String token(String subject) {
        return signed(claims(subject).build());
    }

    /** A token that must be accepted, signed with ES256. */
    public String tokenByTheOtherKey(String subject) {
        return signed(claims(subject).build(), curve, JWSAlgorithm.ES256, curve.getKeyID());
    }

    /** Claims that must be accepted, to be spoiled. */
    public static JWTClaimsSet.Builder claims(String subject) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .issuer(ISSUER)
                .audience(List.of("account", AUDIENCE))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("preferred_username", subject);
    }

    /** These claims under a good signature with RS256. */
    public String signed(JWTClaimsSet claims) {
        return signed(claims, rsa, JWSAlgorithm.RS256, rsa.getKeyID());
    }

    /** These claims under a good signature of another algorithm of RSA. */
    public String signed(JWTClaimsSet claims, JWSAlgorithm algorithm) {
        return signed(claims, rsa, algorithm, rsa.getKeyID());
    }

    /** Signed by a stranger's key that goes by the id of a good one. */
    public String forged(String subject) {
        return signed(claims(subject).build(), rsaKey(), JWSAlgorithm.RS256, rsa.getKeyID());
    }

    /** Signed by a stranger's key with an id of its own, another one each time. */
    public String byAnUnknownKey(String subject) {
        JWK stranger = curveKey();
        return signed(claims(subject).build(), stranger, JWSAlgorithm.ES256, stranger.getKeyID());
    }

    /** {@code alg: none}. */
    public String unsigned(String subject) {
        return new PlainJWT(claims(subject).build()).serialize();
    }

    /** HS256 with the public key as the secret: the confusion of algorithms. */
    public String signedWithThePublicKey(String subject) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(rsa.getKeyID())
                            .build(),
                    claims(subject).build());
            token.sign(new MACSigner(rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWTClaimsSet claims, JWK key, JWSAlgorithm algorithm, String keyId) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(algorithm)
                            .type(JOSEObjectType.JWT)
                            .keyID(keyId)
                            .build(),
                    claims);
            token.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWK rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWK curveKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
