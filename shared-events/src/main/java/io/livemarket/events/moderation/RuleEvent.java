package io.livemarket.events.moderation;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * The rules on content, one record for each change; moderation-service writes them. The key is the rule's id and a place among its latest
 * changes, so that the topic, which is compacted, keeps those; the record that was written last is the rule. The topic has one partition: the offset after the newest record applied is the version of the set in force.
 */
public sealed interface RuleEvent extends DomainEvent {

    UUID ruleId();

    @Override
    default UUID aggregateId() {
        return ruleId();
    }

    /**
     * A rule is this from now on. A shipped rule is changed, or switched off, under its own id.
     *
     * @param category what it is about, such as {@code insult}
     * @param severity 1 (a nuisance) to 5 (a threat)
     * @param text     words in their order; {@code *} ends the beginning of a word, or stands for up to three words
     * @param enabled  whether it is in force
     */
    @EventType("moderation.rule-defined.v1")
    record RuleDefined(UUID ruleId, String category, int severity, RuleAction action, String text, boolean enabled,
            UUID moderatorId, Instant definedAt) implements RuleEvent {
        @Override
        public Instant occurredAt() {
            return definedAt;
        }
    }
}
