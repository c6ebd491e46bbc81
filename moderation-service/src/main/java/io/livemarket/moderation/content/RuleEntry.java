package io.livemarket.moderation.content;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.moderation.domain.RuleProposal;
import io.livemarket.moderation.domain.RuleState;
import io.livemarket.rules.ContentRule;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule, the moderators who defined it, and its proposal.
 *
 * @param enabled whether the rule is in force; false for a rule that was only proposed
 * @param version the version of the rules since which it is so; 0 for a shipped rule without changes, and for a rule
 *     that was only proposed
 * @param moderatorId the author of the last change in force; absent where the version is 0
 * @param approverId the second moderator, if there was one
 * @param pending the change that waits for approval, if there is one
 * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
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
        @Nullable UUID moderatorId,
        @Nullable UUID approverId,
        @Nullable RuleProposal pending,
        @Nullable List<ChatRole> roles) {

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
                null,
                e.roles());
    }

    /** A rule that was proposed and never in force. */
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
                proposal,
                proposal.roles());
    }

    /** The rule with another proposal, or without one. */
    RuleEntry with(@Nullable RuleProposal proposal) {
        return new RuleEntry(
                id,
                category,
                severity,
                action,
                text,
                enabled,
                shipped,
                version,
                moderatorId,
                approverId,
                proposal,
                roles);
    }

    RuleState state() {
        return new RuleState(enabled && approverId != null, pending);
    }

    /** Whether the rule was never in force, so that without its proposal it does not exist. */
    boolean isOnlyProposed() {
        return version == 0 && !shipped;
    }
}
