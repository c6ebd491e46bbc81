package io.livemarket.moderation.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flagged message as it was delivered; its JSON, which is stored too, is flat.
 *
 * @param status open where the document of an earlier version has none
 * @param attachments the files that the message carried when it was flagged; absent when it carried none
 */
public record FlagView(
        @JsonUnwrapped Flagged flagged,
        Status status,
        @JsonUnwrapped Resolution resolution,
        @Nullable List<Attachment> attachments) {

    /**
     * The message, and the reason of the flag.
     *
     * @param id the message's id
     */
    public record Flagged(
            UUID id,
            UUID userId,
            UUID chatId,
            String content,
            List<String> categories,
            long score,
            Instant flaggedAt) {}

    /**
     * The decision about a flag; empty while the flag is open.
     *
     * @param moderatorId the moderator who resolved the flag
     * @param note the moderator's words for other moderators, if there are any
     */
    public record Resolution(
            @Nullable UUID moderatorId,
            @Nullable ReportOutcome outcome,
            @Nullable String note,
            @Nullable Instant resolvedAt) {

        private static final Resolution NONE = new Resolution(null, null, null, null);
    }

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
                new Flagged(
                        e.messageId(), e.userId(), e.chatId(), e.content(), e.categories(), e.score(), e.flaggedAt()),
                Status.OPEN,
                Resolution.NONE,
                e.attachments());
    }

    /**
     * This flag with the files of an earlier flag: a message that is flagged again at an edit still carries its files.
     */
    FlagView withFilesOf(FlagView former) {
        return attachments != null ? this : new FlagView(flagged, status, resolution, former.attachments);
    }

    FlagView with(FlagResolved e) {
        return new FlagView(
                flagged,
                Status.RESOLVED,
                new Resolution(e.moderatorId(), e.outcome(), e.note(), e.resolvedAt()),
                attachments);
    }

    UUID id() {
        return flagged.id();
    }

    public UUID userId() {
        return flagged.userId();
    }
}
