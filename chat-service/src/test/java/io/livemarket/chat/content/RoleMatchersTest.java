package io.livemarket.chat.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.content.RoleMatchers.RoleRule;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.rules.Action;
import io.livemarket.rules.ContentRule;
import io.livemarket.rules.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoleMatchersTest {

    private static final RoleMatchers MATCHERS = RoleMatchers.of(List.of(
            new RoleRule(rule("1", "estafa"), Set.of()),
            new RoleRule(rule("2", "paga ya"), Set.of(ChatRole.SELLER, ChatRole.MEMBER)),
            new RoleRule(rule("3", "reembolso"), Set.of(ChatRole.BUYER))));

    @Test
    void aRuleMatchesTextsOfItsRolesAlone() {
        assertThat(hits(ChatRole.SELLER, "paga ya, estafa, reembolso")).containsExactlyInAnyOrder("1", "2");
        assertThat(hits(ChatRole.MEMBER, "paga ya, estafa, reembolso")).containsExactlyInAnyOrder("1", "2");
        assertThat(hits(ChatRole.BUYER, "paga ya, estafa, reembolso")).containsExactlyInAnyOrder("1", "3");
    }

    @Test
    void anyOtherAuthorMeetsTheRulesForAll() {
        assertThat(hits(ChatRole.SUPPORT, "paga ya, estafa, reembolso")).containsExactly("1");
        assertThat(hits(null, "paga ya, estafa, reembolso")).containsExactly("1");
    }

    @Test
    void withoutRolesThereIsOneMatcher() {
        RoleMatchers plain = RoleMatchers.of(List.of(new RoleRule(rule("1", "estafa"), Set.of())));
        assertThat(plain.of(ChatRole.SELLER)).isSameAs(plain.of((ChatRole) null));
    }

    private static List<String> hits(@Nullable ChatRole role, String text) {
        return MATCHERS.of(role).check(text).hits().stream()
                .map(Verdict.Hit::ruleId)
                .toList();
    }

    private static ContentRule rule(String id, String text) {
        return new ContentRule(id, "scam", 3, Action.FLAG, text);
    }
}
