package io.livemarket.moderation.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
 * One change of a rule, or of its proposal; its JSON, which is stored too, is flat.
 *
 * @param version the version of the change: the offset after its event
 * @param after the rule after the change; empty for a withdrawal
 * @param before the rule in force before the change; absent where there was none
 * @param checked the messages that were checked for a proposal; empty for other changes
 */
public record RuleChange(
        long version,
        Kind kind,
        @JsonUnwrapped By by,
        @JsonUnwrapped After after,
        @Nullable Content before,
        @JsonUnwrapped Checked checked) {

    /**
     * The authors and the time of a change.
     *
     * @param approverId the second moderator; absent unless the change was an approval
     */
    public record By(UUID moderatorId, @Nullable UUID approverId, Instant at) {}

    /**
     * A rule after a change; all components but {@code roles} are present or all are absent.
     *
     * @param enabled whether the rule was in force
     * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
     */
    public record After(
            @Nullable String category,
            @Nullable Integer severity,
            @Nullable RuleAction action,
            @Nullable String text,
            @Nullable Boolean enabled,
            @Nullable List<ChatRole> roles) {

        private static final After NONE = new After(null, null, null, null, null, null);
    }

    /** @param hits the checked messages in which the rule was found */
    public record Checked(@Nullable Long messages, @Nullable Long hits) {

        private static final Checked NONE = new Checked(null, null);
    }

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
            @Nullable List<ChatRole> roles) {

        static Content of(RuleDefined e) {
            return new Content(e.category(), e.severity(), e.action(), e.text(), e.enabled(), e.roles());
        }
    }

    static RuleChange of(RuleDefined e, long version, @Nullable Content before) {
        return new RuleChange(
                version,
                e.approverId() == null ? Kind.DEFINED : Kind.APPROVED,
                new By(e.moderatorId(), e.approverId(), e.definedAt()),
                new After(e.category(), e.severity(), e.action(), e.text(), e.enabled(), e.roles()),
                before,
                Checked.NONE);
    }

    static RuleChange of(RuleProposed e, long version, @Nullable Content before) {
        return new RuleChange(
                version,
                Kind.PROPOSED,
                new By(e.moderatorId(), null, e.proposedAt()),
                new After(e.category(), e.severity(), e.action(), e.text(), false, e.roles()),
                before,
                new Checked(e.messages(), e.hits()));
    }

    static RuleChange of(RuleWithdrawn e, long version, @Nullable Content before) {
        return new RuleChange(
                version,
                Kind.WITHDRAWN,
                new By(e.moderatorId(), null, e.withdrawnAt()),
                After.NONE,
                before,
                Checked.NONE);
    }

    /**
     * The rule after the change.
     *
     * @throws IllegalStateException for a withdrawal, which has no content
     */
    Content content() {
        String category = after.category();
        Integer severity = after.severity();
        RuleAction action = after.action();
        String text = after.text();
        Boolean enabled = after.enabled();
        if (category == null || severity == null || action == null || text == null || enabled == null) {
            throw new IllegalStateException("A change without a rule: " + version);
        }
        return new Content(category, severity, action, text, enabled, after.roles());
    }
}
