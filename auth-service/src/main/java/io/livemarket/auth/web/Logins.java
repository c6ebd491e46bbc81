package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
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

/**
 * Verifies passwords. Takes the same steps and the same time whether the account exists or not, and counts failures per
 * account before it works, so that attempts at the same time count too.
 */
final class Logins {

    private static final Duration FRESHNESS = Duration.ofSeconds(3);

    private final AuthViews views;
    private final AccountView accounts;
    private final PasswordHashing hashing;
    private final Attempts failures;

    Logins(AuthViews views, AccountView accounts, PasswordHashing hashing, AccountsProperties.Limits limits) {
        this.views = views;
        this.accounts = accounts;
        this.hashing = hashing;
        this.failures =
                Attempts.perWindow(limits.failuresPerAccount(), limits.failuresWindow(), limits.tracked());
    }

    /**
     * The account whose password this is.
     *
     * @throws ApiException     {@code bad_credentials}, {@code rate_limited}
     * @throws TimeoutException when this instance can't know the newest accounts
     */
    Account verify(Requests.Login login) throws InterruptedException, TimeoutException {
        String counted = find(login).map(Account::userId).map(UUID::toString)
                .orElseGet(() -> Account.folded(login.account()));
        failures.take(counted);
        boolean failed = false;
        try {
            views.awaitFresh(FRESHNESS);
            Optional<Account> account = find(login);
            failed = !hashing.verify(login.password(), account.map(Account::passwordHash).orElse(null));
            if (failed) {
                throw new ApiException(ErrorCode.BAD_CREDENTIALS);
            }
            return account.orElseThrow();
        } finally {
            if (!failed) {
                failures.giveBack(counted);
            }
        }
    }

    private Optional<Account> find(Requests.Login login) {
        return login.username() == null ? accounts.byEmail(login.email()) : accounts.byUsername(login.username());
    }
}
