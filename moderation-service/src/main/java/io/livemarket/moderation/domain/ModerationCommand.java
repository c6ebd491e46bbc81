package io.livemarket.moderation.domain;

import io.livemarket.events.EventType;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is asked of moderation-service's decider; its own REST writes them. {@code userId} is whose record changes and
 * the partition key: the blocker's for a block, the reported one's for everything about them. {@code actorId} comes
 * from the verified token; that a moderator's command is a moderator's was checked there too.
 */
public sealed interface ModerationCommand {

    UUID userId();

    UUID actorId();

    Instant requestedAt();

    /** The actor wants to hear nothing more of the other. */
    @EventType("moderation.block-user.v1")
    record BlockUser(UUID userId, UUID otherId, Instant requestedAt) implements ModerationCommand {
        @Override
        public UUID actorId() {
            return userId;
        }
    }

    /** The actor takes a block back. */
    @EventType("moderation.unblock-user.v1")
    record UnblockUser(UUID userId, UUID otherId, Instant requestedAt) implements ModerationCommand {
        @Override
        public UUID actorId() {
            return userId;
        }
    }

    /** @param comment or null */
    @EventType("moderation.report-user.v1")
    record ReportUser(
            UUID userId,
            UUID actorId,
            UUID reportId,
            ReportCategory category,
            String comment,
            List<EvidenceMessage> evidence,
            Instant requestedAt)
            implements ModerationCommand {}

    @EventType("moderation.take-report.v1")
    record TakeReport(UUID userId, UUID actorId, UUID reportId, Instant requestedAt) implements ModerationCommand {}

    @EventType("moderation.annotate-report.v1")
    record AnnotateReport(UUID userId, UUID actorId, UUID reportId, String note, Instant requestedAt)
            implements ModerationCommand {}

    /** @param note or null */
    @EventType("moderation.resolve-report.v1")
    record ResolveReport(
            UUID userId, UUID actorId, UUID reportId, ReportOutcome outcome, String note, Instant requestedAt)
            implements ModerationCommand {}

    @EventType("moderation.warn-user.v1")
    record WarnUser(UUID userId, UUID actorId, String reason, Instant requestedAt) implements ModerationCommand {}

    /** @param until null for ever */
    @EventType("moderation.suspend-user.v1")
    record SuspendUser(UUID userId, UUID actorId, String reason, Instant until, Instant requestedAt)
            implements ModerationCommand {}

    /**
     * The rules on content found something in the user's message; asked for by the service itself.
     *
     * @param attachments the files that the message carries, or null
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
            List<Attachment> attachments)
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
     * @param messageId of the flag
     * @param note or null
     */
    @EventType("moderation.resolve-flag.v1")
    record ResolveFlag(
            UUID userId, UUID actorId, UUID messageId, ReportOutcome outcome, String note, Instant requestedAt)
            implements ModerationCommand {}

    /**
     * A moderator asks for the address of a file that is evidence.
     *
     * @param caseId the report, or the message of the flag
     * @param grant the SHA-256 of the secret that will be in the address
     * @param until when the address will end
     */
    @EventType("moderation.view-evidence.v1")
    record ViewEvidence(
            UUID userId, UUID actorId, UUID caseId, UUID fileId, String grant, Instant until, Instant requestedAt)
            implements ModerationCommand {}

    @EventType("moderation.lift-suspension.v1")
    record LiftSuspension(UUID userId, UUID actorId, String reason, Instant requestedAt) implements ModerationCommand {}
}
