package io.livemarket.moderation.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.rules.ShippedRules;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A proposal changes nothing that is in force. */
class RuleSetTest {

    private static final UUID RULE = new UUID(1, 1);
    private static final UUID SHIPPED =
            UUID.fromString(ShippedRules.all().iterator().next().id());
    private static final UUID MOD = new UUID(2, 2);
    private static final Instant NOW = Instant.EPOCH;

    private final RuleSet rules = new RuleSet();

    private static RuleDefined defined(UUID rule, String text) {
        return new RuleDefined(rule, "scam", 3, RuleAction.FLAG, text, true, MOD, NOW);
    }

    private static RuleProposed proposed(UUID rule, String text) {
        return new RuleProposed(rule, "scam", 3, RuleAction.REJECT, text, MOD, 100, 50, NOW);
    }

    @Test
    void aProposedRuleIsListedButNotInForce() {
        rules.apply(proposed(RULE, "hola"), 1);
        assertThat(rules.find(RULE)).get().satisfies(rule -> {
            assertThat(rule.enabled()).isFalse();
            assertThat(rule.pending().version()).isEqualTo(1);
        });
        assertThat(rules.version()).isZero();
        rules.apply(new RuleWithdrawn(RULE, MOD, NOW), 2);
        assertThat(rules.find(RULE)).isEmpty();
    }

    @Test
    void aProposalLeavesTheRuleInForceAsItIs() {
        rules.apply(defined(RULE, "word"), 1);
        RuleEntry before = rules.find(RULE).orElseThrow();
        rules.apply(proposed(RULE, "hola"), 2);
        assertThat(rules.find(RULE))
                .get()
                .extracting(RuleEntry::text, RuleEntry::enabled, RuleEntry::version)
                .containsExactly("word", true, 1L);
        rules.apply(new RuleWithdrawn(RULE, MOD, NOW), 3);
        assertThat(rules.find(RULE)).contains(before);
        assertThat(rules.version()).isEqualTo(1);
    }

    @Test
    void aLaterChangeTakesThePlaceOfAProposal() {
        rules.apply(proposed(RULE, "hola"), 1);
        rules.apply(proposed(RULE, "buenas"), 2);
        assertThat(rules.find(RULE))
                .get()
                .extracting(rule -> rule.pending().version(), RuleEntry::text)
                .containsExactly(2L, "buenas");
        rules.apply(defined(RULE, "word"), 3);
        assertThat(rules.find(RULE))
                .get()
                .extracting(RuleEntry::pending, RuleEntry::text)
                .containsExactly(null, "word");
    }

    @Test
    void aShippedRuleStaysOne() {
        rules.apply(proposed(SHIPPED, "hola"), 1);
        assertThat(rules.find(SHIPPED))
                .get()
                .extracting(RuleEntry::enabled, RuleEntry::shipped)
                .containsExactly(true, true);
        rules.apply(new RuleWithdrawn(SHIPPED, MOD, NOW), 2);
        rules.apply(defined(SHIPPED, "word"), 3);
        assertThat(rules.find(SHIPPED))
                .get()
                .extracting(RuleEntry::text, RuleEntry::shipped)
                .containsExactly("word", true);
    }
}
