package io.livemarket.events.moderation;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import io.livemarket.events.chat.Attachment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one user's blocks, reports, warnings, suspensions and flags, in order; moderation-service publishes them.
 * The user id is the partition key.
 */
public sealed interface ModerationEvent extends DomainEvent {

    UUID userId();

    /** The number of the event among the user's events, from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return userId();
    }

    /** From now on nothing of the blocked user reaches the user: no message, no typing, no presence. */
    @EventType("moderation.user-blocked.v1")
    record UserBlocked(UUID userId, long version, UUID blockedUserId, Instant blockedAt) implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return blockedAt;
        }
    }

    /** The user ended a block. */
    @EventType("moderation.user-unblocked.v1")
    record UserUnblocked(UUID userId, long version, UUID unblockedUserId, Instant unblockedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return unblockedAt;
        }
    }

    /**
     * Another user reported this user.
     *
     * @param comment the reporter's own words
     * @param evidence the named messages, as the event log had them
     */
    @EventType("moderation.user-reported.v1")
    record UserReported(
            UUID userId,
            long version,
            UUID reportId,
            UUID reporterId,
            ReportCategory category,
            @Nullable String comment,
            List<EvidenceMessage> evidence,
            Instant reportedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return reportedAt;
        }
    }

    /** A moderator took a report. */
    @EventType("moderation.report-taken.v1")
    record ReportTaken(UUID userId, long version, UUID reportId, UUID moderatorId, Instant takenAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return takenAt;
        }
    }

    /** A moderator added a note to a report. */
    @EventType("moderation.report-annotated.v1")
    record ReportAnnotated(UUID userId, long version, UUID reportId, UUID moderatorId, String note, Instant annotatedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return annotatedAt;
        }
    }

    /**
     * A moderator closed a report.
     *
     * @param reporterId the user who made the report, and may be notified of the outcome
     * @param note for moderators only
     */
    @EventType("moderation.report-resolved.v1")
    record ReportResolved(
            UUID userId,
            long version,
            UUID reportId,
            UUID reporterId,
            UUID moderatorId,
            ReportOutcome outcome,
            @Nullable String note,
            Instant resolvedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return resolvedAt;
        }
    }

    /**
     * A moderator warned this user.
     *
     * @param reason the text for the user
     */
    @EventType("moderation.user-warned.v1")
    record UserWarned(UUID userId, long version, UUID moderatorId, String reason, Instant warnedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return warnedAt;
        }
    }

    /**
     * This user may not log in, and is disconnected, from now on.
     *
     * @param reason the text for the user
     * @param until the time at which the suspension ends; absent for a suspension for ever
     */
    @EventType("moderation.user-suspended.v1")
    record UserSuspended(
            UUID userId,
            long version,
            UUID moderatorId,
            String reason,
            @Nullable Instant until,
            Instant suspendedAt) implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return suspendedAt;
        }
    }

    /** A moderator ended a suspension before it expired. */
    @EventType("moderation.suspension-lifted.v1")
    record SuspensionLifted(UUID userId, long version, UUID moderatorId, String reason, Instant liftedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return liftedAt;
        }
    }

    /**
     * The rules on content found something in a message of this user, which was delivered nevertheless.
     *
     * @param categories of the rules, such as {@code contact_details}
     * @param score the weight of the user's recent findings, this message included; it halves every week
     * @param attachments the files that the message carries; absent where it carries none, was flagged at an edit, or
     *     by an earlier version
     */
    @EventType("moderation.message-flagged.v1")
    record MessageFlagged(
            UUID userId,
            long version,
            UUID chatId,
            UUID messageId,
            String content,
            List<String> categories,
            long score,
            Instant flaggedAt,
            @Nullable List<Attachment> attachments)
            implements ModerationEvent {

        /** A message without files. */
        public MessageFlagged(
                UUID userId,
                long version,
                UUID chatId,
                UUID messageId,
                String content,
                List<String> categories,
                long score,
                Instant flaggedAt) {
            this(userId, version, chatId, messageId, content, categories, score, flaggedAt, null);
        }

        @Override
        public Instant occurredAt() {
            return flaggedAt;
        }
    }

    /**
     * A moderator closed the flag of a message; a later flag puts the message into the queue again.
     *
     * @param messageId the id of the message, or of the chat whose name was flagged
     * @param note for moderators only
     */
    @EventType("moderation.flag-resolved.v1")
    record FlagResolved(
            UUID userId,
            long version,
            UUID messageId,
            UUID moderatorId,
            ReportOutcome outcome,
            @Nullable String note,
            Instant resolvedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return resolvedAt;
        }
    }

    /**
     * A moderator got the address of a file that is evidence in a case about this user. Each address is recorded before
     * it is given.
     *
     * @param caseId the id of the report, or of the flagged message
     * @param moderatorId the moderator who views the file
     * @param grant the SHA-256 of the secret in the address, in hexadecimal
     * @param until the time at which the address expires
     */
    @EventType("moderation.evidence-viewed.v1")
    record EvidenceViewed(
            UUID userId,
            long version,
            UUID caseId,
            UUID fileId,
            UUID moderatorId,
            String grant,
            Instant until,
            Instant viewedAt)
            implements ModerationEvent {
        /** The grant of a secret. */
        public static String grantOf(String secret) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(secret.getBytes(StandardCharsets.US_ASCII)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has SHA-256", e);
            }
        }

        @Override
        public Instant occurredAt() {
            return viewedAt;
        }
    }

    /**
     * This user appealed against a moderator's decision.
     *
     * @param decisionVersion the version of the event of the decision
     * @param decidedBy the moderator who decided
     * @param text the user's own words
     */
    @EventType("moderation.appeal-made.v1")
    record AppealMade(
            UUID userId,
            long version,
            UUID appealId,
            AppealedDecision decision,
            long decisionVersion,
            UUID decidedBy,
            String text,
            Instant appealedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return appealedAt;
        }
    }

    /**
     * A moderator answered an appeal of this user. The end of a suspension, which a granted appeal brings, is an event
     * of its own behind it.
     *
     * @param answer the moderator's words for the user
     */
    @EventType("moderation.appeal-answered.v1")
    record AppealAnswered(
            UUID userId,
            long version,
            UUID appealId,
            UUID moderatorId,
            AppealOutcome outcome,
            String answer,
            Instant answeredAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return answeredAt;
        }
    }

    /** This user's score reached the threshold from below. */
    @EventType("moderation.risk-raised.v1")
    record RiskRaised(UUID userId, long version, long score, long threshold, Instant raisedAt)
            implements ModerationEvent {
        @Override
        public Instant occurredAt() {
            return raisedAt;
        }
    }
}
