package io.livemarket.chat.content;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.rules.ContentMatcher;
import io.livemarket.rules.ContentRule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The matchers of a set of rules, one for each role that rules name. Texts of authors with any other role, or with
 * none, are matched with the rules for all. Immutable and thread-safe.
 */
final class RoleMatchers {

    private final ContentMatcher forAll;
    private final Map<ChatRole, ContentMatcher> byRole;

    /** @param roles the roles of the authors in whose texts the rule is looked for; empty for all authors */
    record RoleRule(ContentRule rule, Set<ChatRole> roles) {

        private boolean isFor(ChatRole role) {
            return roles.isEmpty() || roles.contains(role);
        }
    }

    private RoleMatchers(ContentMatcher forAll, Map<ChatRole, ContentMatcher> byRole) {
        this.forAll = forAll;
        this.byRole = byRole;
    }

    static RoleMatchers of(Collection<RoleRule> rules) {
        Map<ChatRole, ContentMatcher> byRole = new EnumMap<>(ChatRole.class);
        rules.stream()
                .flatMap(each -> each.roles().stream())
                .distinct()
                .forEach(role -> byRole.put(
                        role,
                        ContentMatcher.of(rules.stream()
                                .filter(each -> each.isFor(role))
                                .map(RoleRule::rule)
                                .toList())));
        return new RoleMatchers(
                ContentMatcher.of(rules.stream()
                        .filter(each -> each.roles().isEmpty())
                        .map(RoleRule::rule)
                        .toList()),
                byRole);
    }

    /** The matcher for texts of an author with this role; absent for an author without a role. */
    ContentMatcher of(@Nullable ChatRole role) {
        return role == null ? forAll : byRole.getOrDefault(role, forAll);
    }
}
