package io.livemarket.moderation.content;

import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.moderation.domain.RuleProposal;
import io.livemarket.moderation.domain.RuleState;
import io.livemarket.rules.ContentRule;
import java.util.UUID;

/**
 * A rule, the moderators who made it what it is, and its proposal.
 *
 * @param enabled whether it is in force; false for a rule that was only proposed
 * @param version of the set when it became so; 0 for a shipped one that was not changed, and for one that was only
 *     proposed
 * @param moderatorId the author of what is in force; null where the version is 0
 * @param approverId the second moderator, or null
 * @param pending the change that waits for approval, or null
 */
public record RuleEntry(
        UUID id,
        String category,
        int severity,
        RuleAction action,
        String text,
        boolean enabled,
        boolean shipped,
        long version,
        UUID moderatorId,
        UUID approverId,
        RuleProposal pending) {

    static RuleEntry shipped(ContentRule rule) {
        return new RuleEntry(
                UUID.fromString(rule.id()),
                rule.category(),
                rule.severity(),
                RuleAction.valueOf(rule.action().name()),
                rule.text(),
                true,
                true,
                0,
                null,
                null,
                null);
    }

    static RuleEntry defined(RuleDefined e, boolean shipped, long version) {
        return new RuleEntry(
                e.ruleId(),
                e.category(),
                e.severity(),
                e.action(),
                e.text(),
                e.enabled(),
                shipped,
                version,
                e.moderatorId(),
                e.approverId(),
                null);
    }

    /** A rule that is not there yet. */
    static RuleEntry proposed(UUID id, RuleProposal proposal) {
        return new RuleEntry(
                id,
                proposal.category(),
                proposal.severity(),
                proposal.action(),
                proposal.text(),
                false,
                false,
                0,
                null,
                null,
                proposal);
    }

    /** The rule with another proposal, or null for none. */
    RuleEntry with(RuleProposal proposal) {
        return new RuleEntry(
                id, category, severity, action, text, enabled, shipped, version, moderatorId, approverId, proposal);
    }

    RuleState state() {
        return new RuleState(enabled && approverId != null, pending);
    }

    /** Whether the rule is there on account of its proposal alone. */
    boolean isOnlyProposed() {
        return version == 0 && !shipped;
    }
}
