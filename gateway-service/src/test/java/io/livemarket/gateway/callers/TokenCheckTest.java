package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class TokenCheckTest {

    @Test
    void missingKeysMakeNoTokenInvalid() {
        TokenCheck check = new TokenCheck(
                _ -> {
                    throw new JwtException("Couldn't retrieve remote JWK set");
                },
                Runnable::run);
        assertThat(check.check("token").join()).isEqualTo(new TokenCheck.Result.Refused(ErrorCode.UNAVAILABLE));
    }

    @Test
    void onlyAMarkedTokenRequiresAVerifiedAddress() {
        assertThat(mustVerify(Map.of()))
                .as("of before, or of an installation that does not ask for it")
                .isFalse();
        assertThat(mustVerify(Map.of("must_verify_email", false))).isFalse();
        assertThat(mustVerify(Map.of("must_verify_email", true))).isTrue();
    }

    private static boolean mustVerify(Map<String, Object> claims) {
        TokenCheck check = new TokenCheck(
                token -> Jwt.withTokenValue(token)
                        .header("kid", "key")
                        .subject(UUID.randomUUID().toString())
                        .expiresAt(Instant.MAX)
                        .claims(all -> all.putAll(claims))
                        .build(),
                Runnable::run);
        return ((TokenCheck.Result.Valid) check.check("token").join()).token().mustVerify();
    }

    @Test
    void theCodeNamesTheTokensFault() {
        assertThat(TokenCheck.codeOf(new BadJwtException("Malformed"))).isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(TokenCheck.codeOf(invalid("Jwt expired at 2020"))).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        assertThat(TokenCheck.codeOf(invalid("The aud claim is not valid"))).isEqualTo(ErrorCode.TOKEN_INVALID);
    }

    private static JwtValidationException invalid(String description) {
        return new JwtValidationException("invalid", List.of(new OAuth2Error("invalid_token", description, null)));
    }
}
