package io.livemarket.gateway.moderators;

import io.livemarket.events.Json;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.AppealAnswered;
import io.livemarket.events.moderation.ModerationEvent.AppealMade;
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
import org.jspecify.annotations.Nullable;

/** A new or changed entry of the moderators' queue: its id and state, without any reported or written text. */
sealed interface QueueChange {

    /** The id of the entry. */
    UUID id();

    /** The user concerned by the entry; a moderator is not notified of entries about that moderator. */
    UUID userId();

    /** The event for sockets. */
    EncodedEvent frame();

    /**
     * Merges an earlier change of the entry into this one: components that are absent here are taken from the earlier
     * change.
     */
    QueueChange after(QueueChange earlier);

    private static <T> @Nullable T or(@Nullable T latest, @Nullable T earlier) {
        return latest == null ? earlier : latest;
    }

    /**
     * A report.
     *
     * @param category in the change that opens the report alone
     * @param status {@code open}, {@code taken} or {@code resolved}; absent when only a note was added
     */
    record Report(
            UUID id,
            UUID userId,
            @Nullable ReportCategory category,
            @Nullable String status,
            @Nullable ReportOutcome outcome,
            Instant at)
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
     * A message, or the name of a group, that violates rules on content.
     *
     * @param chatId in the change that opens the flag alone, as the categories
     * @param status {@code open} or {@code resolved}
     */
    record Flag(
            UUID id,
            UUID userId,
            @Nullable UUID chatId,
            @Nullable List<String> categories,
            String status,
            @Nullable ReportOutcome outcome,
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

    /** The change of the queue by an event; empty for events that do not change it. */
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
                            AppealMade _,
                            AppealAnswered _,
                            UserSuspended _,
                            SuspensionLifted _,
                            EvidenceViewed _,
                            RiskRaised _ -> null;
                });
    }
}
