package io.livemarket.gateway.moderators;

import io.livemarket.events.Json;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.RiskRaised;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of the moderators' queue that is new or changed: where to find it, and no word of what was reported or
 * written.
 */
sealed interface QueueChange {

    /** The entry's id. */
    UUID id();

    /** The user that the entry is about; no moderator is notified of entries about that moderator. */
    UUID userId();

    /** The event as it is sent. */
    EncodedEvent frame();

    /**
     * This change and an earlier one of its entry as one: what this one does not name stays as the earlier one has it.
     */
    QueueChange after(QueueChange earlier);

    private static <T> T or(T named, T earlier) {
        return named == null ? earlier : named;
    }

    /**
     * A report.
     *
     * @param category of a new one; null afterwards
     * @param status {@code open}, {@code taken} or {@code resolved}; null when it was only noted beside
     */
    record Report(UUID id, UUID userId, ReportCategory category, String status, ReportOutcome outcome, Instant at)
            implements QueueChange {
        @Override
        public EncodedEvent frame() {
            return EncodedEvent.of("moderation:report", Json.bytes(this));
        }

        @Override
        public QueueChange after(QueueChange earlier) {
            return earlier instanceof Report former
                    ? new Report(
                            id,
                            userId,
                            or(category, former.category),
                            or(status, former.status),
                            or(outcome, former.outcome),
                            at)
                    : this;
        }
    }

    /**
     * A message in which the rules on content found something, or a group's name.
     *
     * @param chatId of a new one; null afterwards, as are the categories
     * @param status {@code open} or {@code resolved}
     */
    record Flag(
            UUID id,
            UUID userId,
            UUID chatId,
            List<String> categories,
            String status,
            ReportOutcome outcome,
            Instant at)
            implements QueueChange {
        @Override
        public EncodedEvent frame() {
            return EncodedEvent.of("moderation:flag", Json.bytes(this));
        }

        @Override
        public QueueChange after(QueueChange earlier) {
            return earlier instanceof Flag former
                    ? new Flag(
                            id,
                            userId,
                            or(chatId, former.chatId),
                            or(categories, former.categories),
                            status,
                            or(outcome, former.outcome),
                            at)
                    : this;
        }
    }

    /** What an event changes in the queue, if it does. */
    static Optional<QueueChange> of(ModerationEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case UserReported e ->
                        new Report(e.reportId(), e.userId(), e.category(), "open", null, e.reportedAt());
                    case ReportTaken e -> new Report(e.reportId(), e.userId(), null, "taken", null, e.takenAt());
                    case ReportAnnotated e -> new Report(e.reportId(), e.userId(), null, null, null, e.annotatedAt());
                    case ReportResolved e ->
                        new Report(e.reportId(), e.userId(), null, "resolved", e.outcome(), e.resolvedAt());
                    case MessageFlagged e ->
                        new Flag(e.messageId(), e.userId(), e.chatId(), e.categories(), "open", null, e.flaggedAt());
                    case FlagResolved e ->
                        new Flag(e.messageId(), e.userId(), null, null, "resolved", e.outcome(), e.resolvedAt());
                    case UserBlocked _,
                            UserUnblocked _,
                            UserWarned _,
                            UserSuspended _,
                            SuspensionLifted _,
                            EvidenceViewed _,
                            RiskRaised _ -> null;
                });
    }
}
