package io.livemarket.moderation.domain;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.moderation.RuleAction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A moderator's request about one rule on content. */
public sealed interface RuleCommand {

    UUID ruleId();

    UUID moderatorId();

    Instant requestedAt();

    /**
     * Creates or changes a rule, or switches it off or on.
     *
     * @param reach the messages of the last day in which the rule is found; {@link RuleReach#NONE} for a rule that is
     *     switched off
     * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
     */
    record DefineRule(
            UUID ruleId,
            String category,
            int severity,
            RuleAction action,
            String text,
            boolean enabled,
            UUID moderatorId,
            RuleReach reach,
            Instant requestedAt,
            @Nullable List<ChatRole> roles)
            implements RuleCommand {

        /** Defines a rule for all senders. */
        public DefineRule(
                UUID ruleId,
                String category,
                int severity,
                RuleAction action,
                String text,
                boolean enabled,
                UUID moderatorId,
                RuleReach reach,
                Instant requestedAt) {
            this(ruleId, category, severity, action, text, enabled, moderatorId, reach, requestedAt, null);
        }
    }

    /** Approves the proposal with this version. */
    record ApproveRule(UUID ruleId, long version, UUID moderatorId, Instant requestedAt) implements RuleCommand {}

    /** Withdraws the moderator's own proposal. */
    record WithdrawRule(UUID ruleId, UUID moderatorId, Instant requestedAt) implements RuleCommand {}
}
