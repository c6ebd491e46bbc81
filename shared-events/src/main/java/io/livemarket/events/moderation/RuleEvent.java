package io.livemarket.events.moderation;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import io.livemarket.events.chat.ChatRole;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules on content, one record for each change; moderation-service publishes them. The key is the rule's id and an
 * id of the change, so that the topic, which is compacted, keeps every change; the newest {@link RuleDefined} is the
 * rule. The topic has one partition: the offset after the newest record applied is the version of the set in force.
 */
public sealed interface RuleEvent extends DomainEvent {

    UUID ruleId();

    @Override
    default UUID aggregateId() {
        return ruleId();
    }

    /**
     * A rule has these properties from now on. A shipped rule is changed, or switched off, under its own id.
     *
     * @param category the subject of the rule, such as {@code insult}
     * @param severity 1 (a nuisance) to 5 (a threat)
     * @param text words in their order; {@code *} ends the beginning of a word, or stands for up to three words
     * @param enabled whether the rule is in force
     * @param moderatorId the author
     * @param approverId the second moderator, who approved a broad rule; absent for any other rule, and in records of
     *     earlier versions
     * @param roles the roles of senders in whose texts the rule is looked for; absent for all senders, and in records
     *     of earlier versions
     */
    @EventType("moderation.rule-defined.v1")
    record RuleDefined(
            UUID ruleId,
            String category,
            int severity,
            RuleAction action,
            String text,
            boolean enabled,
            UUID moderatorId,
            Instant definedAt,
            @Nullable UUID approverId,
            @Nullable List<ChatRole> roles)
            implements RuleEvent {

        /** A rule for all senders that needed no approval. */
        public RuleDefined(
                UUID ruleId,
                String category,
                int severity,
                RuleAction action,
                String text,
                boolean enabled,
                UUID moderatorId,
                Instant definedAt) {
            this(ruleId, category, severity, action, text, enabled, moderatorId, definedAt, null, null);
        }

        /** A rule for all senders. */
        public RuleDefined(
                UUID ruleId,
                String category,
                int severity,
                RuleAction action,
                String text,
                boolean enabled,
                UUID moderatorId,
                Instant definedAt,
                @Nullable UUID approverId) {
            this(ruleId, category, severity, action, text, enabled, moderatorId, definedAt, approverId, null);
        }

        @Override
        public Instant occurredAt() {
            return definedAt;
        }
    }

    /**
     * A rule would be found in so many messages that a second moderator has to approve it. Until then it has no effect.
     * A later event of the rule replaces the proposal.
     *
     * @param moderatorId the author
     * @param messages the number of messages of the last day that were examined
     * @param hits the number of those messages in which the rule was found, whatever the role of their sender
     * @param roles as in {@link RuleDefined}
     */
    @EventType("moderation.rule-proposed.v1")
    record RuleProposed(
            UUID ruleId,
            String category,
            int severity,
            RuleAction action,
            String text,
            UUID moderatorId,
            long messages,
            long hits,
            Instant proposedAt,
            @Nullable List<ChatRole> roles)
            implements RuleEvent {

        /** A proposal for all senders. */
        public RuleProposed(
                UUID ruleId,
                String category,
                int severity,
                RuleAction action,
                String text,
                UUID moderatorId,
                long messages,
                long hits,
                Instant proposedAt) {
            this(ruleId, category, severity, action, text, moderatorId, messages, hits, proposedAt, null);
        }

        @Override
        public Instant occurredAt() {
            return proposedAt;
        }
    }

    /** The author withdrew a proposal; the rule stays unchanged. */
    @EventType("moderation.rule-withdrawn.v1")
    record RuleWithdrawn(UUID ruleId, UUID moderatorId, Instant withdrawnAt) implements RuleEvent {
        @Override
        public Instant occurredAt() {
            return withdrawnAt;
        }
    }
}
