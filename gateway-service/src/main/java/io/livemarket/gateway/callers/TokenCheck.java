package io.livemarket.gateway.callers;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ExternalTokens;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Checks access tokens outside the event loops, because keys may have to be fetched first. */
public final class TokenCheck {

    /** The result of a check. */
    public sealed interface Result {
        record Valid(VerifiedToken token) implements Result {}

        /**
         * @param code {@code token_missing}, {@code token_invalid}, {@code token_expired}, {@code account_suspended},
         *     {@code unavailable}, or {@code forbidden} for a service account, which has no sockets
         */
        record Refused(ErrorCode code) implements Result {}
    }

    private final JwtDecoder decoder;
    private final Executor executor;

    /** @param executor runs checks, which may block */
    public TokenCheck(JwtDecoder decoder, Executor executor) {
        this.decoder = decoder;
        this.executor = executor;
    }

    /** Checks a token. A blank token counts as missing. Never fails. */
    public CompletableFuture<Result> check(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return CompletableFuture.completedFuture(new Result.Refused(ErrorCode.TOKEN_MISSING));
        }
        return CompletableFuture.supplyAsync(() -> decode(token), executor);
    }

    private Result decode(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            String subject = jwt.getSubject();
            Instant expiresAt = jwt.getExpiresAt();
            if (subject == null || expiresAt == null) {
                return new Result.Refused(ErrorCode.TOKEN_INVALID);
            }
            if (Callers.isService(jwt)) {
                return new Result.Refused(ErrorCode.FORBIDDEN);
            }
            return new Result.Valid(new VerifiedToken(
                    token,
                    UUID.fromString(subject),
                    expiresAt,
                    ExternalTokens.keyOf(jwt),
                    EndedSessions.sessionOf(jwt),
                    Callers.hasRole(jwt, Callers.MODERATOR),
                    TokenAge.of(jwt),
                    Callers.mustVerifyEmail(jwt)));
        } catch (JwtException e) {
            return new Result.Refused(codeOf(e));
        }
    }

    /** The error code of a refused token. */
    public static ErrorCode codeOf(JwtException e) {
        if (e instanceof JwtValidationException invalid) {
            if (invalid.getErrors().stream()
                    .anyMatch(error -> ErrorCode.ACCOUNT_SUSPENDED.code().equals(error.getErrorCode()))) {
                return ErrorCode.ACCOUNT_SUSPENDED;
            }
            boolean expired = invalid.getErrors().stream()
                    .anyMatch(error -> String.valueOf(error.getDescription())
                            .toLowerCase(Locale.ROOT)
                            .contains("expired"));
            return expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID;
        }
        return e instanceof BadJwtException ? ErrorCode.TOKEN_INVALID : ErrorCode.UNAVAILABLE;
    }
}
