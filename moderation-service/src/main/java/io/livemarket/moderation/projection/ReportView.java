package io.livemarket.moderation.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report as moderators see it; its JSON, which is stored too, is flat.
 *
 * @param version the version of the reported user's last event that is applied to the report
 */
public record ReportView(
        UUID id,
        UUID userId,
        long version,
        @JsonUnwrapped Complaint complaint,
        @JsonUnwrapped Handling handling,
        @JsonUnwrapped Times times) {

    /**
     * The reporter's part of a report.
     *
     * @param comment the reporter's words, if there are any
     */
    public record Complaint(
            UUID reporterId,
            ReportCategory category,
            @Nullable String comment,
            List<EvidenceMessage> evidence) {}

    /**
     * The moderators' part of a report.
     *
     * @param moderatorId the moderator who took or resolved the report; absent while it is open
     * @param notes the notes of moderators, the newest last, at most {@link #NOTES_KEPT}
     * @param outcome absent until the report is resolved
     */
    public record Handling(
            Status status,
            @Nullable UUID moderatorId,
            List<Note> notes,
            @Nullable ReportOutcome outcome) {

        private static final Handling NONE = new Handling(Status.OPEN, null, List.of(), null);

        private List<Note> noted(UUID by, String text, Instant at) {
            List<Note> more = new ArrayList<>(notes.subList(Math.max(0, notes.size() - NOTES_KEPT + 1), notes.size()));
            more.add(new Note(by, text, at));
            return more;
        }
    }

    /** The times of a report and of its newest change. */
    public record Times(Instant reportedAt, Instant updatedAt) {}

    /** The most notes; older ones are in the log only. */
    static final int NOTES_KEPT = 200;

    /** The state of a report. */
    public enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("taken")
        TAKEN,
        @JsonProperty("resolved")
        RESOLVED
    }

    /** A note of a moderator. */
    public record Note(UUID moderatorId, String text, Instant at) {}

    static ReportView of(UserReported e) {
        return new ReportView(
                e.reportId(),
                e.userId(),
                e.version(),
                new Complaint(e.reporterId(), e.category(), e.comment(), e.evidence()),
                Handling.NONE,
                new Times(e.reportedAt(), e.reportedAt()));
    }

    ReportView with(ReportTaken e) {
        return handled(e.version(), new Handling(Status.TAKEN, e.moderatorId(), notes(), null), e.takenAt());
    }

    ReportView with(ReportAnnotated e) {
        return handled(
                e.version(),
                new Handling(
                        handling.status(),
                        handling.moderatorId(),
                        handling.noted(e.moderatorId(), e.note(), e.annotatedAt()),
                        handling.outcome()),
                e.annotatedAt());
    }

    ReportView with(ReportResolved e) {
        return handled(
                e.version(),
                new Handling(
                        Status.RESOLVED,
                        e.moderatorId(),
                        e.note() == null ? notes() : handling.noted(e.moderatorId(), e.note(), e.resolvedAt()),
                        e.outcome()),
                e.resolvedAt());
    }

    private ReportView handled(long newVersion, Handling newHandling, Instant at) {
        return new ReportView(id, userId, newVersion, complaint, newHandling, new Times(times.reportedAt(), at));
    }

    List<Note> notes() {
        return handling.notes();
    }
}
