package io.livemarket.moderation.content;

import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.moderation.domain.RuleProposal;
import io.livemarket.rules.ShippedRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The fold of the shipped rules and the rules' events: each rule with its proposal. One thread applies events, any
 * thread reads.
 */
final class RuleSet {

    private final Map<UUID, RuleEntry> rules = new ConcurrentSkipListMap<>();
    private volatile long version;

    RuleSet() {
        ShippedRules.all().stream().map(RuleEntry::shipped).forEach(rule -> rules.put(rule.id(), rule));
    }

    /**
     * Applies an event. A proposal changes neither a rule in force nor the version.
     *
     * @param at the offset after the event
     */
    void apply(RuleEvent event, long at) {
        switch (event) {
            case RuleDefined e -> {
                rules.compute(e.ruleId(), (_, before) -> RuleEntry.defined(e, before != null && before.shipped(), at));
                version = at;
            }
            case RuleProposed e -> {
                RuleProposal proposal = RuleProposal.of(e, at);
                rules.compute(
                        e.ruleId(),
                        (id, before) -> before == null || before.isOnlyProposed()
                                ? RuleEntry.proposed(id, proposal)
                                : before.with(proposal));
            }
            case RuleWithdrawn e ->
                rules.computeIfPresent(
                        e.ruleId(), (_, before) -> before.isOnlyProposed() ? null : before.withoutProposal());
        }
    }

    Collection<RuleEntry> all() {
        return List.copyOf(rules.values());
    }

    Optional<RuleEntry> find(UUID ruleId) {
        return Optional.ofNullable(rules.get(ruleId));
    }

    /** The offset after the newest event that changed a rule in force. */
    long version() {
        return version;
    }
}
