package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.view.AccountView;
import io.livemarket.auth.view.AuthViews;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** The accounts of this instance's view, by the name or the address of a log-in. */
record FreshAccounts(AuthViews views, AccountView accounts) implements Logins.Accounts {

    private static final Duration FRESHNESS = Duration.ofSeconds(3);

    @Override
    public void awaitFresh() throws InterruptedException, TimeoutException {
        views.awaitFresh(FRESHNESS);
    }

    @Override
    public Optional<Account> find(Requests.Login login) {
        return (login.username() == null ? accounts.byEmail(login.account()) : accounts.byUsername(login.username()))
                .filter(Account::logsInHere);
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return accounts.byId(userId);
    }
}
