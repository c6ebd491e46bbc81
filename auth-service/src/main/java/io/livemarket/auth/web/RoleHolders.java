package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.RoleGrant;
import io.livemarket.auth.tokens.Roles;
import io.livemarket.auth.view.AccountView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the accounts that have roles, by grants and by the configuration, in the order of their ids. */
final class RoleHolders {

    private final Logins.Accounts fresh;
    private final AccountView accounts;
    private final Roles roles;

    RoleHolders(Logins.Accounts fresh, AccountView accounts, Roles roles) {
        this.fresh = fresh;
        this.accounts = accounts;
        this.roles = roles;
    }

    /** @param nextCursor the cursor of the next page; absent on the last page */
    record Page(List<Holder> items, @Nullable String nextCursor) {}

    /** An account with at least one role. */
    record Holder(UUID userId, String username, List<Held> roles) {}

    /**
     * A role of an account.
     *
     * @param configured whether the configuration gives the role; a request cannot take such a role away
     * @param grantedBy the operator who granted the role; absent where no operator did, or an earlier version lost the
     *     author
     * @param grantedAt absent with {@code grantedBy}
     */
    record Held(
            String role,
            boolean configured,
            @Nullable UUID grantedBy,
            @Nullable Instant grantedAt) {}

    /**
     * A page of the list, with every change that was committed before the call.
     *
     * @param after the id after which the page begins; absent for the first page
     * @throws TimeoutException when this instance's account view is behind
     */
    Page list(int limit, @Nullable UUID after) throws InterruptedException, TimeoutException {
        fresh.awaitFresh();
        Map<UUID, Account> found = new TreeMap<>();
        Stream.concat(
                        accounts.withGrants(after, limit + 1).stream(),
                        roles.configured(accounts::byId, accounts::byUsername).stream())
                .filter(account -> after == null || account.userId().compareTo(after) > 0)
                .forEach(account -> found.put(account.userId(), account));
        List<Holder> page =
                found.values().stream().limit(limit).map(this::holder).toList();
        return new Page(page, found.size() > limit ? page.getLast().userId().toString() : null);
    }

    private Holder holder(Account account) {
        return new Holder(
                account.userId(),
                account.username(),
                roles.configurable().stream()
                        .filter(role -> account.wasGranted(role) || roles.isConfigured(role, account))
                        .map(role -> held(role, account))
                        .toList());
    }

    private Held held(String role, Account account) {
        Optional<RoleGrant> grant = account.grants().stream()
                .filter(each -> each.role().equals(role))
                .findFirst();
        return new Held(
                role,
                roles.isConfigured(role, account),
                grant.map(RoleGrant::author).orElse(null),
                grant.map(RoleGrant::grantedAt).orElse(null));
    }
}
