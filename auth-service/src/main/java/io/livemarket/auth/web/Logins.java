package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Verifies the passwords of log-ins, within the limits of failures. Takes equal steps and equal time whether the
 * account exists or not.
 */
final class Logins {

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final LoginLimits limits;

    /** The accounts of this instance. */
    interface Accounts {

        /**
         * Waits until the accounts have every change that was committed before the call, by any instance.
         *
         * @throws TimeoutException when they do not have it in time
         */
        void awaitFresh() throws InterruptedException, TimeoutException;

        Optional<Account> find(Requests.Login login);

        Optional<Account> byId(UUID userId);
    }

    /** Opens a session, or another right, for an account whose password was verified. */
    @FunctionalInterface
    interface Opening<S> {
        S of(Account account) throws InterruptedException, TimeoutException;
    }

    Logins(Accounts accounts, PasswordHashing hashing, LoginLimits limits) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.limits = limits;
    }

    /**
     * Verifies a log-in and opens a session of its account. Does both once more when the stored hash changed after the
     * password was verified against it, by a change of the password or by a hash with newer parameters.
     *
     * @throws ApiException as {@link #verify}, and what {@code open} throws
     * @throws TimeoutException as {@link #verify}
     */
    <S> S logIn(Requests.Login login, String address, Opening<S> open) throws InterruptedException, TimeoutException {
        Account account = verify(login, address);
        try {
            return open.of(account);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.BAD_CREDENTIALS) {
                throw e;
            }
            return open.of(verify(login, address));
        }
    }

    /**
     * The account of a log-in with the right password. Log-ins to one account from one address take turns, and only the
     * verification of the password is within the turn: the wait for fresh accounts, which is long while Kafka is slow,
     * comes before it and runs in parallel.
     *
     * @param address the client's address as a key of rate limits
     * @throws ApiException {@code bad_credentials}, {@code rate_limited}
     * @throws TimeoutException when this instance's account view is behind
     */
    Account verify(Requests.Login login, String address) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        Account account = limits.attempt(target(login), address, () -> verified(login));
        limits.succeeded(account.userId().toString(), address);
        return account;
    }

    /**
     * Records that a session was renewed: the account's owner uses this address, from which log-ins are then not
     * slowed.
     */
    void continued(UUID userId, String address) {
        limits.succeeded(userId.toString(), address);
    }

    private LoginLimits.Target target(Requests.Login login) {
        boolean byName = login.username() != null;
        return accounts.find(login)
                .map(account -> byName ? LoginLimits.Target.byName(account) : LoginLimits.Target.byEmail(account))
                .orElseGet(() -> LoginLimits.Target.unknown(byName ? "name" : "email", login.account()));
    }

    private Account verified(Requests.Login login) {
        Optional<Account> account = accounts.find(login);
        if (!hashing.verify(login.password(), account.map(Account::passwordHash).orElse(null))) {
            throw new ApiException(ErrorCode.BAD_CREDENTIALS);
        }
        return account.orElseThrow();
    }
}
