package io.livemarket.moderation.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.moderation.content.RuleChange.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of rules and their changes, byte for byte: moderators get it, and documents hold it, flat. */
class FlatRulesTest {

    private static final UUID RULE = new UUID(0, 1);
    private static final UUID MOD = new UUID(0, 2);
    private static final UUID SECOND = new UUID(0, 3);
    private static final Instant TIME = Instant.parse("2026-11-29T16:00:00Z");
    private static final RuleDefined DEFINED =
            new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", true, MOD, TIME, SECOND);
    private static final RuleProposed PROPOSED =
            new RuleProposed(RULE, "scam", 4, RuleAction.FLAG, "buenas", MOD, 100, 50, TIME);
    private static final String PENDING = """
            "pending":{"version":8,"category":"scam","severity":4,"action":"flag","text":"buenas",
            "moderatorId":"00000000-0000-0000-0000-000000000002","proposedAt":"2026-11-29T16:00:00Z","messages":100,
            "hits":50}}""";

    @Test
    void aRuleIsFlat() {
        RuleSet rules = new RuleSet();
        rules.apply(DEFINED, 7);
        String rule = """
                {"id":"00000000-0000-0000-0000-000000000001","category":"scam","severity":3,"action":"reject","text":"hola",
                "enabled":true,"shipped":false,"version":7,"moderatorId":"00000000-0000-0000-0000-000000000002",
                "approverId":"00000000-0000-0000-0000-000000000003\"""";
        assertThat(json(rules.find(RULE).orElseThrow())).isEqualTo(flat(rule + "}"));
        rules.apply(PROPOSED, 8);
        assertThat(json(rules.find(RULE).orElseThrow())).isEqualTo(flat(rule + "," + PENDING));
    }

    @Test
    void aProposedRuleIsFlat() {
        RuleSet rules = new RuleSet();
        rules.apply(PROPOSED, 8);
        assertThat(json(rules.find(RULE).orElseThrow())).isEqualTo(flat("""
                        {"id":"00000000-0000-0000-0000-000000000001","category":"scam","severity":4,"action":"flag",
                        "text":"buenas","enabled":false,"shipped":false,"version":0,""" + PENDING));
    }

    @Test
    void aChangeIsFlat() {
        RuleChange change = RuleChange.of(DEFINED, 7, new Content("scam", 1, RuleAction.MASK, "old", false, null));
        assertThat(json(change)).isEqualTo(flat("""
                        {"version":7,"kind":"approved","moderatorId":"00000000-0000-0000-0000-000000000002",
                        "approverId":"00000000-0000-0000-0000-000000000003","at":"2026-11-29T16:00:00Z","category":"scam",
                        "severity":3,"action":"reject","text":"hola","enabled":true,
                        "before":{"category":"scam","severity":1,"action":"mask","text":"old","enabled":false}}"""));
        assertThat(Json.read(Json.bytes(change), RuleChange.class)).isEqualTo(change);
    }

    @Test
    void aProposalIsFlat() {
        RuleChange change = RuleChange.of(PROPOSED, 8, null);
        assertThat(json(change)).isEqualTo(flat("""
                        {"version":8,"kind":"proposed","moderatorId":"00000000-0000-0000-0000-000000000002",
                        "at":"2026-11-29T16:00:00Z","category":"scam","severity":4,"action":"flag","text":"buenas",
                        "enabled":false,"messages":100,"hits":50}"""));
        assertThat(Json.read(Json.bytes(change), RuleChange.class)).isEqualTo(change);
    }

    @Test
    void aWithdrawalIsFlat() {
        RuleChange change = RuleChange.of(new RuleWithdrawn(RULE, MOD, TIME), 9, null);
        assertThat(json(change)).isEqualTo(flat("""
                        {"version":9,"kind":"withdrawn","moderatorId":"00000000-0000-0000-0000-000000000002",
                        "at":"2026-11-29T16:00:00Z"}"""));
        assertThat(Json.read(Json.bytes(change), RuleChange.class)).isEqualTo(change);
    }

    private static String flat(String lines) {
        return lines.replace("\n", "");
    }

    private static String json(Object view) {
        return new String(Json.bytes(view), StandardCharsets.UTF_8);
    }
}
