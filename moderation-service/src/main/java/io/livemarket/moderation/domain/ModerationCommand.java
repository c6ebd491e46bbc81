package io.livemarket.moderation.domain;

import io.livemarket.events.EventType;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.moderation.AppealOutcome;
import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to moderation-service's decider, published by its own REST interface. {@code userId} is the user whose
 * record changes, and the partition key: the blocking user of a block, otherwise the user that the command is about.
 * {@code actorId} comes from the verified token, whose role was checked before.
 */
public sealed interface ModerationCommand {

    UUID userId();

    UUID actorId();

    Instant requestedAt();

    /** The actor blocks another user. */
    @EventType("moderation.block-user.v1")
    record BlockUser(UUID userId, UUID otherId, Instant requestedAt) implements ModerationCommand {
        @Override
        public UUID actorId() {
            return userId;
        }
    }

    /** The actor removes a block. */
    @EventType("moderation.unblock-user.v1")
    record UnblockUser(UUID userId, UUID otherId, Instant requestedAt) implements ModerationCommand {
        @Override
        public UUID actorId() {
            return userId;
        }
    }

    /**
     * The actor reports a user.
     *
     * @param comment the reporter's words, if there are any
     */
    @EventType("moderation.report-user.v1")
    record ReportUser(
            UUID userId,
            UUID actorId,
            UUID reportId,
            ReportCategory category,
            @Nullable String comment,
            List<EvidenceMessage> evidence,
            Instant requestedAt)
            implements ModerationCommand {}

    /** A moderator takes a report, which no other moderator can take then. */
    @EventType("moderation.take-report.v1")
    record TakeReport(UUID userId, UUID actorId, UUID reportId, Instant requestedAt) implements ModerationCommand {}

    /** A moderator adds a note to a report. */
    @EventType("moderation.annotate-report.v1")
    record AnnotateReport(UUID userId, UUID actorId, UUID reportId, String note, Instant requestedAt)
            implements ModerationCommand {}

    /**
     * A moderator resolves a report.
     *
     * @param note the moderator's words for other moderators, if there are any
     */
    @EventType("moderation.resolve-report.v1")
    record ResolveReport(
            UUID userId,
            UUID actorId,
            UUID reportId,
            ReportOutcome outcome,
            @Nullable String note,
            Instant requestedAt) implements ModerationCommand {}

    /** A moderator warns a user. */
    @EventType("moderation.warn-user.v1")
    record WarnUser(UUID userId, UUID actorId, String reason, Instant requestedAt) implements ModerationCommand {}

    /**
     * The actor appeals against a moderator's decision about the actor.
     *
     * @param decision absent for the suspension in force, or else the latest warning
     */
    @EventType("moderation.make-appeal.v1")
    record MakeAppeal(UUID userId, UUID appealId, @Nullable AppealedDecision decision, String text, Instant requestedAt)
            implements ModerationCommand {
        @Override
        public UUID actorId() {
            return userId;
        }
    }

    /** A moderator answers an appeal of a user. */
    @EventType("moderation.answer-appeal.v1")
    record AnswerAppeal(
            UUID userId, UUID actorId, UUID appealId, AppealOutcome outcome, String answer, Instant requestedAt)
            implements ModerationCommand {}

    /**
     * A moderator suspends a user.
     *
     * @param until the end of the suspension; absent for one without an end
     */
    @EventType("moderation.suspend-user.v1")
    record SuspendUser(
            UUID userId,
            UUID actorId,
            String reason,
            @Nullable Instant until,
            Instant requestedAt) implements ModerationCommand {}

    /**
     * The rules on content flagged a message of the user. The service itself makes this command from a chat event.
     *
     * @param attachments the files that the message carries; absent when it carries none
     */
    @EventType("moderation.flag-message.v1")
    record FlagMessage(
            UUID userId,
            UUID chatId,
            UUID messageId,
            String content,
            List<String> categories,
            int severity,
            Instant requestedAt,
            @Nullable List<Attachment> attachments)
            implements ModerationCommand {

        /** A message without files. */
        public FlagMessage(
                UUID userId,
                UUID chatId,
                UUID messageId,
                String content,
                List<String> categories,
                int severity,
                Instant requestedAt) {
            this(userId, chatId, messageId, content, categories, severity, requestedAt, null);
        }

        @Override
        public UUID actorId() {
            return userId;
        }
    }

    /**
     * A moderator resolves a flag.
     *
     * @param messageId the flagged message, whose id is the flag's id
     * @param note the moderator's words for other moderators, if there are any
     */
    @EventType("moderation.resolve-flag.v1")
    record ResolveFlag(
            UUID userId,
            UUID actorId,
            UUID messageId,
            ReportOutcome outcome,
            @Nullable String note,
            Instant requestedAt)
            implements ModerationCommand {}

    /**
     * A moderator requests the URL of a file that is evidence.
     *
     * @param caseId the report, or the message of the flag
     * @param grant the SHA-256 of the secret in the URL
     * @param until the time at which the URL expires
     */
    @EventType("moderation.view-evidence.v1")
    record ViewEvidence(
            UUID userId, UUID actorId, UUID caseId, UUID fileId, String grant, Instant until, Instant requestedAt)
            implements ModerationCommand {}

    /** A moderator ends a suspension. */
    @EventType("moderation.lift-suspension.v1")
    record LiftSuspension(UUID userId, UUID actorId, String reason, Instant requestedAt) implements ModerationCommand {}
}
