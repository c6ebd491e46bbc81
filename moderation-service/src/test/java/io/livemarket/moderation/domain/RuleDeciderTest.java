package io.livemarket.moderation.domain;

import static io.livemarket.moderation.domain.RuleSpecification.NOW;
import static io.livemarket.moderation.domain.RuleSpecification.PROPOSAL;
import static io.livemarket.moderation.domain.RuleSpecification.given;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDeciderTest {

    private static final UUID RULE = new UUID(1, 1);
    private static final UUID AUTHOR = new UUID(2, 2);
    private static final UUID SECOND = new UUID(3, 3);
    private static final RuleProposed PROPOSED =
            new RuleProposed(RULE, "scam", 3, RuleAction.REJECT, "hola", AUTHOR, 1_000, 400, NOW);

    private static DefineRule define(boolean enabled, long messages, long hits) {
        return new DefineRule(
                RULE,
                new RuleText("scam", 3, RuleAction.REJECT, "hola"),
                enabled,
                AUTHOR,
                new RuleReach(messages, hits),
                NOW);
    }

    private static RuleDefined defined(boolean enabled) {
        return new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", enabled, AUTHOR, NOW);
    }

    @Test
    void aNarrowRuleIsInForceAtOnce() {
        given().when(define(true, 1_000, 9)).then(defined(true));
    }

    @Test
    void aBroadRuleWaitsForASecondModerator() {
        given().when(define(true, 1_000, 400)).then(PROPOSED);
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
        given().when(define(true, messages, hits))
                .thenEvents(events ->
                        assertThat(events.getFirst() instanceof RuleProposed).isEqualTo(waits));
    }

    /** Texts that a rule masked or refused are in no message, so that the rule looks narrow the day after. */
    @Test
    void anApprovedRuleNeedsApprovalOfItsChanges() {
        var approved = given(new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW, SECOND));
        approved.when(define(true, 1_000, 0)).thenEventTypes(RuleProposed.class);
        approved.when(define(false, 1_000, 0)).thenEventTypes(RuleDefined.class);
    }

    @Test
    void switchingARuleOffNeedsNoSecondModerator() {
        given().when(define(false, 1_000, 1_000)).then(defined(false));
    }

    @Test
    void anotherModeratorApprovesWhatWasProposed() {
        given(PROPOSED)
                .after(Duration.ofSeconds(9))
                .when(at -> new ApproveRule(RULE, PROPOSAL, SECOND, at))
                .then(new RuleDefined(
                        RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW.plusSeconds(9), SECOND));
    }

    @Test
    void aRuleKeepsItsRolesWhetherItWaitsOrNot() {
        List<ChatRole> sellers = List.of(ChatRole.SELLER);
        RuleProposed proposed =
                new RuleProposed(RULE, "scam", 3, RuleAction.REJECT, "hola", AUTHOR, 1_000, 400, NOW, sellers);
        given().when(defineFor(sellers, 0))
                .then(new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW, null, sellers));
        given().when(defineFor(sellers, 400)).then(proposed);
        given(proposed)
                .when(new ApproveRule(RULE, PROPOSAL, SECOND, NOW))
                .then(new RuleDefined(RULE, "scam", 3, RuleAction.REJECT, "hola", true, AUTHOR, NOW, SECOND, sellers));
    }

    private static DefineRule defineFor(List<ChatRole> roles, long hits) {
        return new DefineRule(
                RULE,
                new RuleText("scam", 3, RuleAction.REJECT, "hola", roles),
                true,
                AUTHOR,
                new RuleReach(1_000, hits),
                NOW);
    }

    @Test
    void nobodyApprovesARuleOfTheirOwn() {
        given(PROPOSED).when(new ApproveRule(RULE, PROPOSAL, AUTHOR, NOW)).thenRejected(ErrorCode.RULE_OF_YOUR_OWN);
    }

    @Test
    void anApprovalIsOfTheVersionThatWasLookedAt() {
        given(PROPOSED).when(new ApproveRule(RULE, PROPOSAL - 1, SECOND, NOW)).thenRejected(ErrorCode.RULE_CHANGED);
    }

    @Test
    void whereNothingWaitsNothingIsApprovedOrWithdrawn() {
        given().when(new ApproveRule(RULE, PROPOSAL, SECOND, NOW)).thenRejected(ErrorCode.RULE_NOT_PENDING);
        given().when(new WithdrawRule(RULE, AUTHOR, NOW)).thenRejected(ErrorCode.RULE_NOT_PENDING);
    }

    @Test
    void onlyTheAuthorWithdraws() {
        given(PROPOSED).when(new WithdrawRule(RULE, AUTHOR, NOW)).then(new RuleWithdrawn(RULE, AUTHOR, NOW));
        given(PROPOSED).when(new WithdrawRule(RULE, SECOND, NOW)).thenRejected(ErrorCode.FORBIDDEN);
    }
}
