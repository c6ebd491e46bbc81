package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class VerifiedTokensTest {

    private final ECKey key = newKey();
    private int verified;
    private OAuth2TokenValidatorResult rule = OAuth2TokenValidatorResult.success();
    private final NimbusJwtDecoder signatures = NimbusJwtDecoder.withJwkSource((selector, _) -> {
                verified++;
                return selector.select(new JWKSet(key.toPublicJWK()));
            })
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    private long nanos;
    private boolean keyIsGood = true;
    private final VerifiedTokens tokens = new VerifiedTokens(signatures, _ -> rule, _ -> keyIsGood, () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void aSignatureIsCheckedOnce() {
        String token = signed("ana", key);
        assertThat(tokens.decode(token).getSubject()).isEqualTo("ana");
        assertThat(tokens.decode(token).getSubject()).isEqualTo("ana");
        assertThat(verified).isEqualTo(1);
        assertThat(tokens.decode(signed("luis", key)).getSubject()).isEqualTo("luis");
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void aSignatureIsCheckedOnceWhileItsKeyIsValid() {
        String token = signed("ana", key);
        tokens.decode(token);
        for (int i = 0; i < 10; i++) {
            pass(VerifiedTokens.KEY_TRUSTED_FOR);
            tokens.decode(token);
        }
        assertThat(verified).isEqualTo(1);
        pass(VerifiedTokens.REMEMBERED);
        tokens.decode(token);
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void aTokenOfARetiredKeyIsNotTrusted() {
        String token = signed("ana", key);
        tokens.decode(token);
        keyIsGood = false;
        pass(VerifiedTokens.KEY_TRUSTED_FOR);
        tokens.decode(token);
        assertThat(verified)
                .as("asked for the key, which this test's source still has")
                .isEqualTo(2);
    }

    @Test
    void everyOtherRuleIsLookedAtEachTime() {
        String token = signed("ana", key);
        tokens.decode(token);
        rule = OAuth2TokenValidatorResult.failure(new OAuth2Error("account_suspended", "Suspended", null));
        assertThatThrownBy(() -> tokens.decode(token))
                .isInstanceOf(JwtValidationException.class)
                .hasMessage("Suspended");
        rule = OAuth2TokenValidatorResult.success();
        assertThat(tokens.decode(token).getSubject()).isEqualTo("ana");
    }

    @Test
    void aTokenThatWasGoodExpires() {
        VerifiedTokens timed = new VerifiedTokens(signatures, new JwtTimestampValidator(), _ -> true, () -> nanos);
        assertThatThrownBy(() -> timed.decode(signed("ana", key, Instant.now().minusSeconds(120))))
                .isInstanceOf(JwtValidationException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void aForgedCopyOfARememberedTokenIsRefused() {
        String token = signed("ana", key);
        tokens.decode(token);
        String body = token.substring(0, token.lastIndexOf('.'));
        String other = signed("ana", newKey());
        assertThatThrownBy(() -> tokens.decode(body + other.substring(other.lastIndexOf('.'))))
                .isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode(other)).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode(other))
                .as("nor is a bad one remembered")
                .isInstanceOf(BadJwtException.class);
    }

    private static String signed(String subject, ECKey by) {
        return signed(subject, by, Instant.now().plusSeconds(60));
    }

    private static String signed(String subject, ECKey by, Instant end) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(),
                    new JWTClaimsSet.Builder()
                            .subject(subject)
                            .expirationTime(Date.from(end))
                            .build());
            token.sign(new ECDSASigner(by));
            return token.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
