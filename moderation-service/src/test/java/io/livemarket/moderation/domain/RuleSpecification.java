package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Instant;
import java.util.List;

/** Given/when/then for {@link RuleDecider}: one rule on content. */
final class RuleSpecification implements DeciderAdapter<RuleState, RuleCommand, RuleEvent, ErrorCode> {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** The version of each proposal. */
    static final long PROPOSAL = 7;

    private static final BroadRules BROAD = new BroadRules(0.01, 20);

    private RuleSpecification() {}

    /** A rule with these past events. */
    static DeciderSpecification<RuleState, RuleCommand, RuleEvent, ErrorCode> given(RuleEvent... past) {
        return DeciderSpecification.of(new RuleSpecification(), RuleState.PLAIN, NOW)
                .given(past);
    }

    @Override
    public Outcome<RuleState, RuleEvent, ErrorCode> decide(RuleState rule, RuleCommand command, Instant now) {
        return switch (RuleDecider.decide(rule, command, BROAD)) {
            case RuleDecision.Accepted(RuleEvent event) -> Outcome.accepted(List.of(event));
            case RuleDecision.Rejected(ErrorCode reason) -> Outcome.rejected(reason);
        };
    }

    /** As {@code RuleEntry} makes the state of a rule from its events. */
    @Override
    public RuleState evolve(RuleState rule, RuleEvent event) {
        return switch (event) {
            case RuleDefined e -> new RuleState(e.enabled() && e.approverId() != null, null);
            case RuleProposed e -> new RuleState(rule.approved(), RuleProposal.of(e, PROPOSAL));
            case RuleWithdrawn _ -> new RuleState(rule.approved(), null);
        };
    }
}
