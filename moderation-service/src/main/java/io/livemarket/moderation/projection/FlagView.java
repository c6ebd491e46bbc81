package io.livemarket.moderation.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flagged message as it was delivered.
 *
 * @param id the message's id
 * @param status open where the document of an earlier version has none
 * @param moderatorId the moderator who resolved the flag; absent while it is open, like outcome and {@code resolvedAt}
 * @param note the moderator's words for other moderators, if there are any
 * @param attachments the files that the message carried when it was flagged; absent when it carried none
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
        @Nullable UUID moderatorId,
        @Nullable ReportOutcome outcome,
        @Nullable String note,
        @Nullable Instant resolvedAt,
        @Nullable List<Attachment> attachments) {

    /** The state of a flag. */
    public enum Status {
        /** No moderator has resolved the flag. */
        @JsonProperty("open")
        OPEN,
        /** A moderator resolved the flag. */
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

    /**
     * This flag with the files of an earlier flag: a message that is flagged again at an edit still carries its files.
     */
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
