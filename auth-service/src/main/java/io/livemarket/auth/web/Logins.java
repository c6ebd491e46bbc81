package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** Verifies passwords. Takes equal steps and equal time whether the account exists or not, within the limits on failures. */
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
    }

    Logins(Accounts accounts, PasswordHashing hashing, LoginLimits limits) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.limits = limits;
    }

    /**
     * The account whose password this is. Log-ins to one account from one address take turns, and only the verification of the password is in the
     * turn: the wait for fresh accounts, which is long while Kafka is slow, comes before, for each log-in beside the others.
     *
     * @param address where the attempt comes from, in a form to count by
     * @throws ApiException     {@code bad_credentials}, {@code rate_limited}
     * @throws TimeoutException when this instance can't know the newest accounts
     */
    Account verify(Requests.Login login, String address) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        String counted = accounts.find(login).map(Account::userId).map(UUID::toString)
                .orElseGet(() -> Account.folded(login.account()));
        Account account = limits.attempt(counted, address, () -> verified(login));
        limits.succeeded(account.userId().toString(), address);
        return account;
    }

    private Account verified(Requests.Login login) {
        Optional<Account> account = accounts.find(login);
        if (!hashing.verify(login.password(), account.map(Account::passwordHash).orElse(null))) {
            throw new ApiException(ErrorCode.BAD_CREDENTIALS);
        }
        return account.orElseThrow();
    }
}
