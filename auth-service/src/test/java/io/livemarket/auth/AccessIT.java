package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.view.KeyView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests without a valid token or role are rejected. */
class AccessIT {

    private final RunningAuth auth = RunningAuth.shared();
    private String userId;
    private ECKey ours;

    @BeforeEach
    void aUser() {
        userId = auth.register(RunningAuth.uniqueName()).body().path("id").asString();
        ours = auth.bean(KeyView.class).signingAt(Instant.now()).orElseThrow();
    }

    @Test
    void aTokenOfOursIsAccepted() throws Exception {
        assertThat(me(signed(JWSAlgorithm.ES256, new ECDSASigner(ours), claims().build()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/users/me",
        "GET,/users/01900000-0000-7000-8000-000000000001",
        "GET,/users?search=ab",
        "PUT,/users/01900000-0000-7000-8000-000000000001",
        "GET,/nothing-here",
        "DELETE,/auth/sessions",
        "PUT,/users/01900000-0000-7000-8000-000000000001/password",
        "POST,/.well-known/jwks.json",
        "GET,/auth/register",
        "GET,/actuator/env"
    })
    void withoutATokenNothingIsAnswered(String method, String path) {
        Reply reply = switch (method) {
            case "PUT" -> auth.put(path, null, Map.of());
            case "POST" -> auth.post(path, Map.of());
            case "DELETE" -> auth.delete(path, null);
            default -> auth.get(path, null);
        };
        assertRefused(reply, "token_missing");
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void anExpiredTokenIsRefusedAsThat() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(1));
        assertRefused(
                me(signed(
                        JWSAlgorithm.ES256,
                        new ECDSASigner(ours),
                        claims().issueTime(Date.from(past.minusSeconds(60)))
                                .expirationTime(Date.from(past))
                                .build())),
                "token_expired");
    }

    @Test
    void aForgedTokenIsRefused() throws Exception {
        ECKey another = new ECKeyGenerator(Curve.P_256).keyID(ours.getKeyID()).generate();
        assertRefused(me(signed(JWSAlgorithm.ES256, new ECDSASigner(another), claims().build())), "token_invalid");
    }

    @Test
    void aTokenWithOneChangedClaimIsRefused() throws Exception {
        String token = signed(JWSAlgorithm.ES256, new ECDSASigner(ours), claims().build());
        String[] parts = token.split("\\.");
        String changed = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"user\"", "\"root\"");
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
        assertThat(payload).isNotEqualTo(parts[1]);
        assertRefused(me(parts[0] + "." + payload + "." + parts[2]), "token_invalid");
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertRefused(me(new PlainJWT(claims().build()).serialize()), "token_invalid");
    }

    @Test
    void aTokenSignedWithThePublicKeyIsRejected() throws Exception {
        ECKey published = JWKSet.parse(auth.get("/.well-known/jwks.json", null).text())
                .getKeyByKeyId(ours.getKeyID())
                .toECKey();
        for (byte[] secret : new byte[][] {
            published.toECPublicKey().getEncoded(),
            published.toJSONString().getBytes(StandardCharsets.UTF_8),
            MessageDigest.getInstance("SHA-256")
                    .digest(published.toECPublicKey().getEncoded())
        }) {
            assertRefused(me(signed(JWSAlgorithm.HS256, new MACSigner(secret), claims().build())), "token_invalid");
        }
    }

    @Test
    void tokensOfOtherIssuersAudiencesOrWithoutExpiryAreRejected() throws Exception {
        ECDSASigner signer = new ECDSASigner(ours);
        assertRefused(
                me(signed(JWSAlgorithm.ES256, signer, claims().issuer("other").build())), "token_invalid");
        assertRefused(
                me(signed(JWSAlgorithm.ES256, signer, claims().audience("other").build())), "token_invalid");
        assertRefused(
                me(signed(
                        JWSAlgorithm.ES256,
                        signer,
                        claims().expirationTime(null).build())),
                "token_invalid");
        assertRefused(
                me(signed(JWSAlgorithm.ES256, signer, claims().subject("root").build())), "token_invalid");
    }

    @Test
    void aRefreshTokenIsNoAccessToken() {
        String name = RunningAuth.uniqueName();
        auth.register(name);
        assertRefused(me(auth.login(name).body().path("refreshToken").asString()), "token_invalid");
    }

    private Reply me(String token) {
        return auth.get("/users/me", token);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject(userId)
                .issuer("livemarket")
                .audience("livemarket")
                .claim("roles", java.util.List.of("user"))
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(ours.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static void assertRefused(Reply reply, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo(code);
    }
}
