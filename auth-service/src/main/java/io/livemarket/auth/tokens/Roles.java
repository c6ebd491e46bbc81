package io.livemarket.auth.tokens;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.RoleDecider;
import io.livemarket.kit.web.Callers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The roles of accounts in tokens: those that operators grant, and those that the configuration gives. */
public final class Roles {

    private final Map<String, Holders> byRole;

    /**
     * The accounts to which the configuration gives a role.
     *
     * @param ids user ids
     * @param names user names, for a first run, when no id is known yet; compared without regard to case
     */
    public record Holders(Set<UUID> ids, Set<String> names) {

        public Holders {
            ids = Set.copyOf(ids);
            names = names.stream().map(Account::folded).collect(Collectors.toUnmodifiableSet());
        }

        private boolean include(Account account) {
            return ids.contains(account.userId()) || names.contains(Account.folded(account.username()));
        }
    }

    public Roles(Holders moderators, Holders operators) {
        this.byRole = Map.of(Callers.MODERATOR, moderators, Callers.OPERATOR, operators);
    }

    /** Whether the account has any role, by a grant or by the configuration. */
    public boolean isGivenTo(Account account) {
        return account.wasGranted(RoleDecider.GRANTABLE)
                || byRole.values().stream().anyMatch(holders -> holders.include(account));
    }

    /** Whether the configuration makes the account an operator. */
    public boolean isOperator(Account account) {
        return isConfigured(Callers.OPERATOR, account);
    }

    /** Whether the configuration gives the account the role. */
    public boolean isConfigured(String role, Account account) {
        Holders holders = byRole.get(role);
        return holders != null && holders.include(account);
    }

    /** The roles that the configuration can give, in order. */
    public List<String> configurable() {
        return byRole.keySet().stream().sorted().toList();
    }

    /** The existing accounts that the configuration names for any role. */
    public List<Account> configured(
            Function<UUID, Optional<Account>> byId, Function<String, Optional<Account>> byName) {
        return byRole.values().stream()
                .flatMap(holders -> Stream.concat(
                        holders.ids().stream().map(byId),
                        holders.names().stream().map(byName)))
                .flatMap(Optional::stream)
                .filter(account -> !account.wasDeleted())
                .distinct()
                .toList();
    }

    /** The roles of an account's next token. */
    List<String> of(Account account) {
        Set<String> all = new LinkedHashSet<>(account.roles());
        byRole.keySet().stream()
                .sorted()
                .filter(role -> isConfigured(role, account))
                .forEach(all::add);
        return List.copyOf(all);
    }
}
