package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.kit.web.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Requests that end the caller's sessions: a change of the password, which ends the other ones, and a log-out
 * everywhere.
 */
@RestController
@OwnAccounts
class OwnSessionsController {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String CURRENT = "current";

    private final PasswordChanges passwords;
    private final Sessions sessions;
    private final ClientAddress addresses;
    private final Attempts changesPerUser;
    private final Attempts endsPerAddress;

    OwnSessionsController(PasswordChanges passwords, Sessions sessions, AccountsProperties properties) {
        this.passwords = passwords;
        this.sessions = sessions;
        AccountsProperties.Limits limits = properties.limits();
        addresses = new ClientAddress(limits.trustedProxies());
        changesPerUser = Attempts.evenly(limits.passwordChangesPerHour(), HOUR, limits.tracked());
        endsPerAddress = Attempts.evenly(limits.refreshesPerMinute(), MINUTE, limits.tracked());
    }

    @PutMapping("/users/{id}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @PathVariable String id,
            @RequestBody Requests.ChangePassword body,
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        UUID userId = Ids.parse(id).orElseThrow(() -> invalid("id", ErrorCode.INVALID_ID));
        if (!userId.equals(Callers.id(token))) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        changesPerUser.take(userId.toString());
        passwords.change(new PasswordChanges.Caller(userId, sessionOf(token), addresses.of(request)), body);
    }

    /** Ends the caller's sessions, or with {@code except=current} all but the one of the token. */
    @DeleteMapping("/auth/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(
            @RequestParam(required = false) @Nullable String except,
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request) {
        endsPerAddress.take(addresses.of(request));
        if (except != null && !except.equals(CURRENT)) {
            throw invalid("except", ErrorCode.INVALID_REQUEST);
        }
        sessions.endAll(Callers.id(token), except == null ? null : sessionOf(token));
    }

    /** The public id of the token's session; absent for a token of an earlier version. */
    private static @Nullable UUID sessionOf(Jwt token) {
        return Ids.parse(token.getClaimAsString("sid")).orElse(null);
    }

    private static ApiException invalid(String field, ErrorCode code) {
        return new ApiException(code, null, List.of(FieldProblem.of(field, code)));
    }
}
