package io.livemarket.moderation.domain;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A broad rule that waits for a second moderator.
 *
 * @param version the version by which an approval names this proposal
 * @param moderatorId the author
 * @param messages the messages of the last day that were checked
 * @param hits the checked messages in which the rule was found
 * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
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
        long hits,
        @Nullable List<ChatRole> roles) {

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
                e.hits(),
                e.roles());
    }
}
