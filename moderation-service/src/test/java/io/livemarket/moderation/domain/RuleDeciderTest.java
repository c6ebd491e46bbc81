package io.livemarket.moderation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.moderation.domain.RuleCommand.ApproveRule;
import io.livemarket.moderation.domain.RuleCommand.DefineRule;
import io.livemarket.moderation.domain.RuleCommand.WithdrawRule;
import io.livemarket.moderation.domain.RuleDecision.Accepted;
import io.livemarket.moderation.domain.RuleDecision.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDeciderTest {

    private static final UUID RULE = new UUID(1, 1);
    private static final UUID AUTHOR = new UUID(2, 2);
    private static final UUID SECOND = new UUID(3, 3);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final BroadRules BROAD = new BroadRules(0.01, 20);
    private static final RuleProposed PROPOSED =
            new RuleProposed(RULE, "scam", 3, RuleAction.REJECT, "hola", AUTHOR, 1_000, 400, NOW);

    private static RuleDecision when(RuleCommand command) {
        return RuleDecider.decide(RuleState.PLAIN, command, BROAD);
    }

    private static RuleDecision whenPending(RuleCommand command) {
        return RuleDecider.decide(new RuleState(false, RuleProposal.of(PROPOSED, 7)), command, BROAD);
    }

    private static DefineRule define(boolean enabled, long messages, long hits) {
        return new DefineRule(
                RULE, "scam", 3, RuleAction.REJECT, "hola", enabled, AUTHOR, new RuleReach(messages, hits), NOW);
    }

    @Test
    void aNarrowRuleIsInForceAtOnce() {
        assertThat(when(define(true, 1_000, 9)))
                .isEqualTo(
                        new Accepted(new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW)));
    }

    @Test
    void aBroadRuleWaitsForASecondModerator() {
        assertThat(when(define(true, 1_000, 400))).isEqualTo(new Accepted(PROPOSED));
    }

    /**
     * A share is no measure while there are few messages, and a number is none while there are many: a broad rule
     * passes both limits.
     */
    @ParameterizedTest
    @CsvSource({
        "1000, 20, true",
        "2000, 20, false",
        "2000, 21, true",
        "20, 19, false",
        "20, 20, true",
        "0, 0, false",
        "1000000, 10000, false"
    })
    void aRuleIsBroadByItsShareAndItsNumber(long messages, long hits, boolean waits) {
        assertThat(((Accepted) when(define(true, messages, hits))).event() instanceof RuleProposed)
                .isEqualTo(waits);
    }

    /** Texts that a rule masked or refused are in no message, so that the rule looks narrow the day after. */
    @Test
    void anApprovedRuleNeedsApprovalOfItsChanges() {
        RuleState approved = new RuleState(true, null);
        assertThat(((Accepted) RuleDecider.decide(approved, define(true, 1_000, 0), BROAD)).event())
                .isInstanceOf(RuleProposed.class);
        assertThat(((Accepted) RuleDecider.decide(approved, define(false, 1_000, 0), BROAD)).event())
                .isInstanceOf(RuleDefined.class);
    }

    @Test
    void switchingARuleOffNeedsNoSecondModerator() {
        assertThat(when(define(false, 1_000, 1_000)))
                .isEqualTo(
                        new Accepted(new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", false, AUTHOR, NOW)));
    }

    @Test
    void anotherModeratorApprovesWhatWasProposed() {
        assertThat(whenPending(new ApproveRule(RULE, 7, SECOND, NOW.plusSeconds(9))))
                .isEqualTo(new Accepted(new RuleDefined(
                        RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW.plusSeconds(9), SECOND)));
    }

    @Test
    void aRuleKeepsItsRolesWhetherItWaitsOrNot() {
        List<ChatRole> sellers = List.of(ChatRole.SELLER);
        assertThat(when(defineFor(sellers, 0)))
                .isEqualTo(new Accepted(new RuleDefined(
                        RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW, null, sellers)));
        RuleProposed proposed = new RuleProposed(
                RULE, "scam", 3, RuleAction.REJECT, "hola", AUTHOR, 1_000, 400, NOW, sellers);
        assertThat(when(defineFor(sellers, 400))).isEqualTo(new Accepted(proposed));
        RuleState pending = new RuleState(false, RuleProposal.of(proposed, 7));
        assertThat(RuleDecider.decide(pending, new ApproveRule(RULE, 7, SECOND, NOW), BROAD))
                .isEqualTo(new Accepted(new RuleDefined(
                        RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW, SECOND, sellers)));
    }

    private static DefineRule defineFor(List<ChatRole> roles, long hits) {
        return new DefineRule(
                RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, new RuleReach(1_000, hits), NOW, roles);
    }

    @Test
    void nobodyApprovesARuleOfTheirOwn() {
        assertThat(whenPending(new ApproveRule(RULE, 7, AUTHOR, NOW)))
                .isEqualTo(new Rejected(ErrorCode.RULE_OF_YOUR_OWN));
    }

    @Test
    void anApprovalIsOfTheVersionThatWasLookedAt() {
        assertThat(whenPending(new ApproveRule(RULE, 6, SECOND, NOW))).isEqualTo(new Rejected(ErrorCode.RULE_CHANGED));
    }

    @Test
    void whereNothingWaitsNothingIsApprovedOrWithdrawn() {
        assertThat(when(new ApproveRule(RULE, 7, SECOND, NOW))).isEqualTo(new Rejected(ErrorCode.RULE_NOT_PENDING));
        assertThat(when(new WithdrawRule(RULE, AUTHOR, NOW))).isEqualTo(new Rejected(ErrorCode.RULE_NOT_PENDING));
    }

    @Test
    void onlyTheAuthorWithdraws() {
        assertThat(whenPending(new WithdrawRule(RULE, AUTHOR, NOW)))
                .isEqualTo(new Accepted(new RuleWithdrawn(RULE, AUTHOR, NOW)));
        assertThat(whenPending(new WithdrawRule(RULE, SECOND, NOW))).isEqualTo(new Rejected(ErrorCode.FORBIDDEN));
    }
}
