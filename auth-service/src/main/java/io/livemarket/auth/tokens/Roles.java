package io.livemarket.auth.tokens;

import io.livemarket.auth.domain.Account;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which roles an account's tokens carry: its own, and those that the operator gives by configuration. */
public final class Roles {

    /** May see and decide reports, suspend, and edit the rules on content. */
    public static final String MODERATOR = "moderator";

    private final Set<UUID> moderators;
    private final Set<String> bootstrapModerators;

    /**
     * @param moderators          user ids
     * @param bootstrapModerators user names, for when no id is known yet
     */
    public Roles(Set<UUID> moderators, Set<String> bootstrapModerators) {
        this.moderators = Set.copyOf(moderators);
        this.bootstrapModerators =
                bootstrapModerators.stream().map(Account::folded).collect(Collectors.toUnmodifiableSet());
    }

    /** The roles of an account's next token. */
    List<String> of(Account account) {
        if (!moderators.contains(account.userId())
                && !bootstrapModerators.contains(Account.folded(account.username()))) {
            return account.roles();
        }
        Set<String> all = new LinkedHashSet<>(account.roles());
        all.add(MODERATOR);
        return List.copyOf(all);
    }
}
