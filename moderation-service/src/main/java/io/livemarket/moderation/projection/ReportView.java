package io.livemarket.moderation.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
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
 * A report as moderators see it.
 *
 * @param version the version of the reported user's last event that is applied to the report
 * @param comment the reporter's words, if there are any
 * @param moderatorId the moderator who took or resolved the report; absent while it is open
 * @param notes the notes of moderators, the newest last, at most {@link #NOTES_KEPT}
 * @param outcome absent until the report is resolved
 */
public record ReportView(
        UUID id,
        UUID userId,
        long version,
        UUID reporterId,
        ReportCategory category,
        @Nullable String comment,
        List<EvidenceMessage> evidence,
        Status status,
        @Nullable UUID moderatorId,
        List<Note> notes,
        @Nullable ReportOutcome outcome,
        Instant reportedAt,
        Instant updatedAt) {

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
                e.reporterId(),
                e.category(),
                e.comment(),
                e.evidence(),
                Status.OPEN,
                null,
                List.of(),
                null,
                e.reportedAt(),
                e.reportedAt());
    }

    ReportView with(ReportTaken e) {
        return new ReportView(
                id,
                userId,
                e.version(),
                reporterId,
                category,
                comment,
                evidence,
                Status.TAKEN,
                e.moderatorId(),
                notes,
                null,
                reportedAt,
                e.takenAt());
    }

    ReportView with(ReportAnnotated e) {
        return new ReportView(
                id,
                userId,
                e.version(),
                reporterId,
                category,
                comment,
                evidence,
                status,
                moderatorId,
                noted(e.moderatorId(), e.note(), e.annotatedAt()),
                outcome,
                reportedAt,
                e.annotatedAt());
    }

    ReportView with(ReportResolved e) {
        return new ReportView(
                id,
                userId,
                e.version(),
                reporterId,
                category,
                comment,
                evidence,
                Status.RESOLVED,
                e.moderatorId(),
                e.note() == null ? notes : noted(e.moderatorId(), e.note(), e.resolvedAt()),
                e.outcome(),
                reportedAt,
                e.resolvedAt());
    }

    private List<Note> noted(UUID by, String text, Instant at) {
        List<Note> more = new ArrayList<>(notes.subList(Math.max(0, notes.size() - NOTES_KEPT + 1), notes.size()));
        more.add(new Note(by, text, at));
        return more;
    }
}
