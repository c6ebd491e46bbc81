package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.auth.view.AccountView;
import io.livemarket.auth.view.AuthViews;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** Verifies passwords. Takes equal steps and equal time whether the account exists or not, within the limits on failures. */
final class Logins {

    private static final Duration FRESHNESS = Duration.ofSeconds(3);

    private final AuthViews views;
    private final AccountView accounts;
    private final PasswordHashing hashing;
    private final LoginLimits limits;

    Logins(AuthViews views, AccountView accounts, PasswordHashing hashing, LoginLimits limits) {
        this.views = views;
        this.accounts = accounts;
        this.hashing = hashing;
        this.limits = limits;
    }

    /**
     * The account whose password this is.
     *
     * @param address where the attempt comes from, in a form to count by
     * @throws ApiException     {@code bad_credentials}, {@code rate_limited}
     * @throws TimeoutException when this instance can't know the newest accounts
     */
    Account verify(Requests.Login login, String address) throws InterruptedException, TimeoutException {
        String counted = find(login).map(Account::userId).map(UUID::toString)
                .orElseGet(() -> Account.folded(login.account()));
        Account account = limits.attempt(counted, address, () -> verified(login));
        limits.succeeded(account.userId().toString(), address);
        return account;
    }

    private Account verified(Requests.Login login) throws InterruptedException, TimeoutException {
        views.awaitFresh(FRESHNESS);
        Optional<Account> account = find(login);
        if (!hashing.verify(login.password(), account.map(Account::passwordHash).orElse(null))) {
            throw new ApiException(ErrorCode.BAD_CREDENTIALS);
        }
        return account.orElseThrow();
    }

    private Optional<Account> find(Requests.Login login) {
        return login.username() == null ? accounts.byEmail(login.email()) : accounts.byUsername(login.username());
    }
}
