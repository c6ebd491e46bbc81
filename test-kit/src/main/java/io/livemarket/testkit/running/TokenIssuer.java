package io.livemarket.testkit.running;

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
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for auth-service: a server of public keys that also signs tokens, valid and invalid ones. */
public final class TokenIssuer implements AutoCloseable {

    private final ECKey forgersKey = newKey("1");
    private volatile ECKey key = newKey("1");
    private volatile boolean away;
    private volatile boolean withoutKeys;
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer server;

    private TokenIssuer(HttpServer server) {
        this.server = server;
        server.createContext("/.well-known/jwks.json", exchange -> {
            byte[] keys = (withoutKeys ? new JWKSet() : new JWKSet(key.toPublicJWK()))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            try (exchange) {
                if (away) {
                    refusals.incrementAndGet();
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
    }

    /** Serves its key on a free loopback port. */
    public static TokenIssuer start() {
        try {
            return new TokenIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new IllegalStateException("No free port for the keys", e);
        }
    }

    public String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    /** Signs with another key from now on; the key before is published no more. */
    public void retireKey() {
        key = newKey(UUID.randomUUID().toString());
    }

    /** Whether keys can't be fetched from now on. */
    public void away(boolean nowAway) {
        away = nowAway;
    }

    /** How often keys were asked for and not given. */
    public int refusals() {
        return refusals.get();
    }

    /** Publishes a set without any key from now on, as while auth-service catches up. */
    public void withoutKeys() {
        withoutKeys = true;
    }

    /** A token that must be accepted. */
    public String token(UUID user) {
        return signed(claims(user).build());
    }

    /** A token that is valid except for its age, which is beyond the tolerated difference of clocks. */
    public String expired(UUID user) {
        Instant end = Instant.now().minus(Duration.ofMinutes(1));
        return signed(claims(user)
                .issueTime(Date.from(end.minus(Duration.ofMinutes(15))))
                .expirationTime(Date.from(end))
                .build());
    }

    /** Signed by another key that goes by the same id. */
    public String forged(UUID user) {
        return signed(claims(user).build(), forgersKey);
    }

    /** {@code alg: none}. */
    public String unsigned(UUID user) {
        return new PlainJWT(claims(user).build()).serialize();
    }

    /** HS256 with the public key as the secret: the confusion of algorithms. */
    public String signedWithThePublicKey(UUID user) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims(user).build());
            token.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims that must be accepted, to be spoiled. */
    public static JWTClaimsSet.Builder claims(UUID user) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(user.toString())
                .issuer("livemarket")
                .audience("livemarket")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(15))))
                .jwtID(UUID.randomUUID().toString());
    }

    /** These claims under a good signature. */
    public String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    private static String signed(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
