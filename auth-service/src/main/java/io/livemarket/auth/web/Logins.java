package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Verifies passwords. Takes equal steps and equal time whether the account exists or not, within the limits on
 * failures.
 */
final class Logins {

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final LoginLimits limits;

    /** The accounts of this instance. */
    interface Accounts {

        /**
         * Waits until the accounts are as they were committed before the call, by whichever instance.
         *
         * @throws TimeoutException when they are not in time
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
     * Opens a session of the account whose password this is. One more time where the stored hash became another one
     * after the password was verified against it, by a change of the password or by a hash with newer parameters.
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
     * The account whose password this is. Log-ins to one account from one address take turns, and only the verification
     * of the password is in the turn: the wait for fresh accounts, which is long while Kafka is slow, comes before, for
     * each log-in beside the others.
     *
     * @param address where the attempt comes from, in a form to count by
     * @throws ApiException {@code bad_credentials}, {@code rate_limited}
     * @throws TimeoutException when this instance can't know the newest accounts
     */
    Account verify(Requests.Login login, String address) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        Account account = limits.attempt(target(login), address, () -> verified(login));
        limits.succeeded(account.userId().toString(), address);
        return account;
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
