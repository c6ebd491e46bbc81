package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.moderation.domain.RuleCommand.ApproveRule;
import io.livemarket.moderation.domain.RuleCommand.DefineRule;
import io.livemarket.moderation.domain.RuleCommand.WithdrawRule;
import io.livemarket.moderation.domain.RuleDecision.Accepted;
import io.livemarket.moderation.domain.RuleDecision.Rejected;
import java.util.Optional;

/**
 * Decides the commands about rules on content: a broad rule is in force once a second moderator has approved it. Never
 * reads a clock, a store or the network.
 */
public final class RuleDecider {

    private RuleDecider() {}

    /**
     * The decision on a command. A change of an approved rule needs a second moderator again, whatever its reach: the
     * texts that the rule masks or rejects are not in the messages any more, so that its reach looks small.
     *
     * @param broad the limits beyond which a rule needs a second moderator
     */
    public static RuleDecision decide(RuleState rule, RuleCommand command, BroadRules broad) {
        Optional<RuleProposal> pending = Optional.ofNullable(rule.pending());
        return switch (command) {
            case DefineRule c ->
                new Accepted(
                        c.enabled() && (rule.approved() || broad.include(c.reach()))
                                ? new RuleProposed(
                                        c.ruleId(),
                                        c.rule().category(),
                                        c.rule().severity(),
                                        c.rule().action(),
                                        c.rule().text(),
                                        c.moderatorId(),
                                        c.reach().messages(),
                                        c.reach().hits(),
                                        c.requestedAt(),
                                        c.rule().roles())
                                : new RuleDefined(
                                        c.ruleId(),
                                        c.rule().category(),
                                        c.rule().severity(),
                                        c.rule().action(),
                                        c.rule().text(),
                                        c.enabled(),
                                        c.moderatorId(),
                                        c.requestedAt(),
                                        null,
                                        c.rule().roles()));
            case ApproveRule c ->
                pending.map(proposal -> approve(proposal, c)).orElseGet(() -> new Rejected(ErrorCode.RULE_NOT_PENDING));
            case WithdrawRule c ->
                pending.map(proposal -> withdraw(proposal, c))
                        .orElseGet(() -> new Rejected(ErrorCode.RULE_NOT_PENDING));
        };
    }

    private static RuleDecision approve(RuleProposal proposal, ApproveRule approve) {
        if (proposal.version() != approve.version()) {
            return new Rejected(ErrorCode.RULE_CHANGED);
        }
        if (proposal.moderatorId().equals(approve.moderatorId())) {
            return new Rejected(ErrorCode.RULE_OF_YOUR_OWN);
        }
        return new Accepted(new RuleDefined(
                approve.ruleId(),
                proposal.rule().category(),
                proposal.rule().severity(),
                proposal.rule().action(),
                proposal.rule().text(),
                true,
                proposal.moderatorId(),
                approve.requestedAt(),
                approve.moderatorId(),
                proposal.rule().roles()));
    }

    private static RuleDecision withdraw(RuleProposal proposal, WithdrawRule withdraw) {
        return proposal.moderatorId().equals(withdraw.moderatorId())
                ? new Accepted(new RuleWithdrawn(withdraw.ruleId(), withdraw.moderatorId(), withdraw.requestedAt()))
                : new Rejected(ErrorCode.FORBIDDEN);
    }
}
