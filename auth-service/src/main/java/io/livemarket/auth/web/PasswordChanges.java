package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import jakarta.validation.Validator;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes passwords. The current password is verified as at a log-in, within the limits of failed log-ins. A request
 * that is repeated because its response was lost finds its new password in place, and gets the first response.
 */
final class PasswordChanges {

    private static final int ROUNDS = 3;
    private static final long RETRY_MS = 1_000;

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts accounts;
    private final PasswordHashing hashing;
    private final LoginLimits limits;
    private final Validator validator;
    private final InstantSource clock;

    PasswordChanges(
            Function<AuthCommand, AuthResult> writer,
            Logins.Accounts accounts,
            PasswordHashing hashing,
            LoginLimits limits,
            Validator validator,
            InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.hashing = hashing;
        this.limits = limits;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * The user whose password is changed.
     *
     * @param session the public id of the session that stays open; absent where the token names none
     * @param address the client's address as a key of rate limits
     */
    record Caller(UUID userId, @Nullable UUID session, String address) {}

    /**
     * Replaces the caller's password, and ends the caller's other sessions.
     *
     * @throws ApiException {@code wrong_password}, {@code weak_password}, {@code rate_limited}
     * @throws TimeoutException when this instance's account view is behind
     */
    void change(Caller caller, Requests.ChangePassword body) throws InterruptedException, TimeoutException {
        String newPassword = checked(body, account(caller).username());
        String hash = null;
        for (int round = 0; round < ROUNDS; round++) {
            Account account = account(caller);
            boolean done =
                    limits.attempt(LoginLimits.Target.byName(account), caller.address(), () -> isDone(account, body));
            limits.succeeded(account.userId().toString(), caller.address());
            if (done) {
                return;
            }
            hash = hash == null ? hashing.hash(newPassword) : hash;
            if (isDecided(caller, account, hash)) {
                return;
            }
        }
        throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_MS);
    }

    /** The new password of a valid request. */
    private String checked(Requests.ChangePassword body, String username) {
        FieldRules rules = new FieldRules(validator);
        rules.required("currentPassword", body.currentPassword());
        String newPassword = rules.password("newPassword", body.newPassword(), username);
        rules.check();
        return newPassword;
    }

    private Account account(Caller caller) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        return accounts.byId(caller.userId()).orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
    }

    /** Whether an earlier request made the change: its new password is the account's. */
    private boolean isDone(Account account, Requests.ChangePassword body) {
        if (hashing.verify(body.currentPassword(), account.passwordHash())) {
            return false;
        }
        if (hashing.verify(body.newPassword(), account.passwordHash())) {
            return true;
        }
        throw new ApiException(ErrorCode.WRONG_PASSWORD);
    }

    /** Whether the change is decided; false when the stored hash changed after the password was verified against it. */
    private boolean isDecided(Caller caller, Account account, String hash) {
        return Refusals.acceptedForHash(writer.apply(new AuthCommand.ChangePassword(
                        caller.userId(),
                        account.passwordMark(),
                        hash,
                        caller.session(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS))))
                .isPresent();
    }
}
