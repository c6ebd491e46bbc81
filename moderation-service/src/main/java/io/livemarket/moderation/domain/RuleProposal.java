package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import java.time.Instant;
import java.util.UUID;

/**
 * A broad rule that waits for a second moderator.
 *
 * @param version the version by which an approval names this proposal
 * @param moderatorId the author
 * @param messages the messages of the last day that were checked
 * @param hits the checked messages in which the rule was found
 */
public record RuleProposal(
        long version,
        String category,
        int severity,
        RuleAction action,
        String text,
        UUID moderatorId,
        Instant proposedAt,
        long messages,
        long hits) {

    /** The proposal that an event made. */
    public static RuleProposal of(RuleProposed e, long version) {
        return new RuleProposal(
                version,
                e.category(),
                e.severity(),
                e.action(),
                e.text(),
                e.moderatorId(),
                e.proposedAt(),
                e.messages(),
                e.hits());
    }
}
