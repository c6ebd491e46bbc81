package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import java.time.Instant;
import java.util.UUID;

/**
 * A broad rule that waits for a second moderator.
 *
 * @param version the version by which an approval names this proposal
 * @param moderatorId the author
 * @param reach the reach of the rule when it was proposed
 */
public record RuleProposal(long version, RuleText rule, UUID moderatorId, Instant proposedAt, RuleReach reach) {

    /** The proposal that an event made. */
    public static RuleProposal of(RuleProposed e, long version) {
        return new RuleProposal(
                version,
                new RuleText(e.category(), e.severity(), e.action(), e.text(), e.roles()),
                e.moderatorId(),
                e.proposedAt(),
                new RuleReach(e.messages(), e.hits()));
    }
}
