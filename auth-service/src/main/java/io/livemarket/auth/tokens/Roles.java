package io.livemarket.auth.tokens;

import io.livemarket.auth.domain.Account;
import io.livemarket.kit.web.Callers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which roles an account's tokens carry: its own, and those that the operator gives by configuration. */
public final class Roles {

    private final Map<String, Holders> byRole;

    /**
     * The accounts that have a role.
     *
     * @param ids   user ids
     * @param names user names, for when no id is known yet; upper and lower case are one
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

    /** Whether the operator gives the account a role. */
    public boolean isGivenTo(Account account) {
        return byRole.values().stream().anyMatch(holders -> holders.include(account));
    }

    /** The roles of an account's next token. */
    List<String> of(Account account) {
        Set<String> all = new LinkedHashSet<>(account.roles());
        byRole.keySet().stream().sorted().filter(role -> byRole.get(role).include(account)).forEach(all::add);
        return List.copyOf(all);
    }
}
