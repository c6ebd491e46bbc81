package io.livemarket.moderation.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message in which the rules on content found something, as it was delivered. The id is the message's.
 *
 * @param status null in documents of before flags could be resolved: open
 * @param moderatorId who resolved it, or null
 * @param attachments the files that the message carried when it was flagged, or null
 */
public record FlagView(
        UUID id,
        UUID userId,
        UUID chatId,
        String content,
        List<String> categories,
        long score,
        Instant flaggedAt,
        Status status,
        UUID moderatorId,
        ReportOutcome outcome,
        String note,
        Instant resolvedAt,
        List<Attachment> attachments) {

    /** Whether somebody looked at it. */
    public enum Status {
        /** Nobody did. */
        @JsonProperty("open")
        OPEN,
        /** A moderator did. */
        @JsonProperty("resolved")
        RESOLVED
    }

    public FlagView {
        status = status == null ? Status.OPEN : status;
    }

    static FlagView of(MessageFlagged e) {
        return new FlagView(
                e.messageId(),
                e.userId(),
                e.chatId(),
                e.content(),
                e.categories(),
                e.score(),
                e.flaggedAt(),
                Status.OPEN,
                null,
                null,
                null,
                null,
                e.attachments());
    }

    /** A message that is flagged again at an edit carries the files that it was sent with. */
    FlagView withFilesOf(FlagView former) {
        return attachments != null
                ? this
                : new FlagView(
                        id,
                        userId,
                        chatId,
                        content,
                        categories,
                        score,
                        flaggedAt,
                        status,
                        moderatorId,
                        outcome,
                        note,
                        resolvedAt,
                        former.attachments);
    }

    FlagView with(FlagResolved e) {
        return new FlagView(
                id,
                userId,
                chatId,
                content,
                categories,
                score,
                flaggedAt,
                Status.RESOLVED,
                e.moderatorId(),
                e.outcome(),
                e.note(),
                e.resolvedAt(),
                attachments);
    }
}
