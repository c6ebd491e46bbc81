package io.livemarket.moderation.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import java.time.Instant;
import java.util.UUID;

/**
 * One change of a rule, or of its proposal.
 *
 * @param version of the set when it was made, and that of a proposal
 * @param moderatorId the author
 * @param approverId the second moderator, of what was approved
 * @param enabled whether the rule was in force after it; the fields from {@code category} on to this one are null for
 *     what was withdrawn
 * @param before the rule before it; null where there was none
 * @param messages messages that were looked at for a proposal; null for any other change
 * @param hits messages among them in which the rule was found
 */
public record RuleChange(
        long version,
        Kind kind,
        UUID moderatorId,
        UUID approverId,
        Instant at,
        String category,
        Integer severity,
        RuleAction action,
        String text,
        Boolean enabled,
        Content before,
        Long messages,
        Long hits) {

    /** The effect of a change. */
    public enum Kind {
        /** The rule is so from then on. */
        @JsonProperty("defined")
        DEFINED,
        /** It waits for a second moderator. */
        @JsonProperty("proposed")
        PROPOSED,
        /** A second moderator approved it, and it is so from then on. */
        @JsonProperty("approved")
        APPROVED,
        /** Its author took the proposal back. */
        @JsonProperty("withdrawn")
        WITHDRAWN
    }

    /** A rule's content. */
    public record Content(String category, int severity, RuleAction action, String text, boolean enabled) {}

    static RuleChange of(RuleDefined e, long version, Content before) {
        return new RuleChange(
                version,
                e.approverId() == null ? Kind.DEFINED : Kind.APPROVED,
                e.moderatorId(),
                e.approverId(),
                e.definedAt(),
                e.category(),
                e.severity(),
                e.action(),
                e.text(),
                e.enabled(),
                before,
                null,
                null);
    }

    static RuleChange of(RuleProposed e, long version, Content before) {
        return new RuleChange(
                version,
                Kind.PROPOSED,
                e.moderatorId(),
                null,
                e.proposedAt(),
                e.category(),
                e.severity(),
                e.action(),
                e.text(),
                false,
                before,
                e.messages(),
                e.hits());
    }

    static RuleChange of(RuleWithdrawn e, long version, Content before) {
        return new RuleChange(
                version,
                Kind.WITHDRAWN,
                e.moderatorId(),
                null,
                e.withdrawnAt(),
                null,
                null,
                null,
                null,
                null,
                before,
                null,
                null);
    }

    /** The rule in force after a change that took effect. */
    Content after() {
        return new Content(category, severity, action, text, enabled);
    }
}
