package io.livemarket.moderation.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a rule, or of its proposal.
 *
 * @param version the version of the change: the offset after its event
 * @param moderatorId the author
 * @param approverId the second moderator; absent unless the change was an approval
 * @param enabled whether the rule was in force after the change; this component and those from {@code category} on are
 *     absent for a withdrawal
 * @param before the rule in force before the change; absent where there was none
 * @param messages the messages that were checked for a proposal; absent for other changes
 * @param hits the checked messages in which the rule was found; absent for other changes
 * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
 */
public record RuleChange(
        long version,
        Kind kind,
        UUID moderatorId,
        @Nullable UUID approverId,
        Instant at,
        @Nullable String category,
        @Nullable Integer severity,
        @Nullable RuleAction action,
        @Nullable String text,
        @Nullable Boolean enabled,
        @Nullable Content before,
        @Nullable Long messages,
        @Nullable Long hits,
        @Nullable List<ChatRole> roles) {

    /** The effect of a change. */
    public enum Kind {
        /** The rule was defined without a second moderator. */
        @JsonProperty("defined")
        DEFINED,
        /** The change was proposed, and waits for a second moderator. */
        @JsonProperty("proposed")
        PROPOSED,
        /** A second moderator approved the proposal, and the rule was defined. */
        @JsonProperty("approved")
        APPROVED,
        /** The author withdrew the proposal. */
        @JsonProperty("withdrawn")
        WITHDRAWN
    }

    /**
     * A rule as it is in force or switched off.
     *
     * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
     */
    public record Content(
            String category,
            int severity,
            RuleAction action,
            String text,
            boolean enabled,
            @Nullable List<ChatRole> roles) {}

    static RuleChange of(RuleDefined e, long version, @Nullable Content before) {
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
                null,
                e.roles());
    }

    static RuleChange of(RuleProposed e, long version, @Nullable Content before) {
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
                e.hits(),
                e.roles());
    }

    static RuleChange of(RuleWithdrawn e, long version, @Nullable Content before) {
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
                null,
                null);
    }

    /**
     * The rule after the change.
     *
     * @throws IllegalStateException for a withdrawal, which has no content
     */
    Content after() {
        if (category == null || severity == null || action == null || text == null || enabled == null) {
            throw new IllegalStateException("A change without a rule: " + version);
        }
        return new Content(category, severity, action, text, enabled, roles);
    }
}
