package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.auth.tokens.Roles;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Deletes accounts. The password is verified again, within the limits of failed log-ins: neither an access token alone
 * nor a password that was changed meanwhile deletes an account. When the response is sent, this instance's account view
 * has the deletion.
 */
final class Deletions {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;
    private static final long RETRY_MS = 1_000;

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts accounts;
    private final ReadYourWrites readYourWrites;
    private final PasswordHashing hashing;
    private final LoginLimits limits;
    private final Roles roles;
    private final InstantSource clock;

    /** Waits for a revision of an account in this instance's view; empty when the view does not have it in time. */
    interface ReadYourWrites {
        Optional<Account> await(UUID userId, long revision, Duration atMost) throws InterruptedException;
    }

    Deletions(
            Function<AuthCommand, AuthResult> writer,
            Logins.Accounts accounts,
            ReadYourWrites readYourWrites,
            PasswordHashing hashing,
            LoginLimits limits,
            Roles roles,
            InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.readYourWrites = readYourWrites;
        this.hashing = hashing;
        this.limits = limits;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * Deletes the caller's account; does nothing when it is deleted already.
     *
     * @param address the client's address as a key of rate limits
     * @throws ApiException {@code wrong_password}, {@code rate_limited}; {@code forbidden} for an account with a role
     * @throws TimeoutException when this instance's account view is behind
     */
    void delete(UUID userId, String password, String address) throws InterruptedException, TimeoutException {
        for (int round = 0; round < ROUNDS; round++) {
            accounts.awaitFresh();
            Account account = accounts.byId(userId).orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
            if (account.wasDeleted()) {
                return;
            }
            checkRoles(account);
            limits.attempt(LoginLimits.Target.byName(account), address, () -> verified(account, password));
            if (isDecided(account)) {
                return;
            }
        }
        throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_MS);
    }

    private void checkRoles(Account account) {
        if (roles.isGivenTo(account)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "The account has a role; an operator takes it away first.");
        }
    }

    private Account verified(Account account, String password) {
        if (!hashing.verify(password, account.passwordHash())) {
            throw new ApiException(ErrorCode.WRONG_PASSWORD);
        }
        return account;
    }

    /**
     * Whether the deletion is decided; false when the stored hash changed after the password was verified against it.
     */
    private boolean isDecided(Account account) throws InterruptedException, TimeoutException {
        Optional<AuthResult.Accepted> accepted = Refusals.acceptedForHash(writer.apply(new AuthCommand.DeleteAccount(
                account.userId(), clock.instant().truncatedTo(ChronoUnit.MILLIS), account.passwordMark())));
        if (accepted.isEmpty()) {
            return false;
        }
        Account _ = readYourWrites
                .await(account.userId(), accepted.get().revision(), READ_TIMEOUT)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
        return true;
    }
}
