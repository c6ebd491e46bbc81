package io.livemarket.moderation.content;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.moderation.domain.RuleProposal;
import io.livemarket.moderation.domain.RuleReach;
import io.livemarket.moderation.domain.RuleText;
import java.time.Instant;
import java.util.UUID;

/**
 * A proposal as moderators see it, whose JSON is flat.
 *
 * @param version the version by which an approval names this proposal
 * @param moderatorId the author
 */
public record PendingRule(
        long version,
        @JsonUnwrapped RuleText rule,
        UUID moderatorId,
        Instant proposedAt,
        @JsonUnwrapped RuleReach reach) {

    static PendingRule of(RuleProposal proposal) {
        return new PendingRule(
                proposal.version(), proposal.rule(), proposal.moderatorId(), proposal.proposedAt(), proposal.reach());
    }

    RuleProposal proposal() {
        return new RuleProposal(version, rule, moderatorId, proposedAt, reach);
    }
}
