package io.livemarket.moderation.content;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.moderation.content.RuleChange.Content;
import io.livemarket.moderation.domain.RuleProposal;
import io.livemarket.moderation.domain.RuleState;
import io.livemarket.moderation.domain.RuleText;
import io.livemarket.rules.ContentRule;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule, the moderators who defined it, and its proposal; its JSON is flat.
 *
 * @param content the rule in force or switched off; for a rule that was only proposed, the proposed one
 * @param version the version of the rules since which it is so; 0 for a shipped rule without changes, and for a rule
 *     that was only proposed
 * @param moderators the authors of the last change in force; absent where the version is 0
 * @param pending the change that waits for approval, if there is one
 */
public record RuleEntry(
        UUID id,
        @JsonUnwrapped Content content,
        boolean shipped,
        long version,
        @JsonUnwrapped @Nullable Moderators moderators,
        @Nullable PendingRule pending) {

    /**
     * The authors of a change.
     *
     * @param approverId the second moderator, if there was one
     */
    public record Moderators(UUID moderatorId, @Nullable UUID approverId) {}

    static RuleEntry shipped(ContentRule rule) {
        Content content = new Content(
                rule.category(),
                rule.severity(),
                RuleAction.valueOf(rule.action().name()),
                rule.text(),
                true,
                null);
        return new RuleEntry(UUID.fromString(rule.id()), content, true, 0, null, null);
    }

    static RuleEntry defined(RuleDefined e, boolean shipped, long version) {
        return new RuleEntry(
                e.ruleId(), Content.of(e), shipped, version, new Moderators(e.moderatorId(), e.approverId()), null);
    }

    /** A rule that was proposed and never in force. */
    static RuleEntry proposed(UUID id, RuleProposal proposal) {
        RuleText rule = proposal.rule();
        Content content =
                new Content(rule.category(), rule.severity(), rule.action(), rule.text(), false, rule.roles());
        return new RuleEntry(id, content, false, 0, null, PendingRule.of(proposal));
    }

    /** The rule with another proposal. */
    RuleEntry with(RuleProposal proposal) {
        return new RuleEntry(id, content, shipped, version, moderators, PendingRule.of(proposal));
    }

    RuleEntry withoutProposal() {
        return new RuleEntry(id, content, shipped, version, moderators, null);
    }

    RuleState state() {
        boolean approved = content.enabled() && moderators != null && moderators.approverId() != null;
        return new RuleState(approved, pending == null ? null : pending.proposal());
    }

    /** Whether the rule is in force; false for a rule that was only proposed. */
    public boolean enabled() {
        return content.enabled();
    }

    public String text() {
        return content.text();
    }

    /** Whether the rule was never in force, so that without its proposal it does not exist. */
    boolean isOnlyProposed() {
        return version == 0 && !shipped;
    }
}
