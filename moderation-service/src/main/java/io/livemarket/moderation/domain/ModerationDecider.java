package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
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
import io.livemarket.moderation.domain.ModerationCommand.AnnotateReport;
import io.livemarket.moderation.domain.ModerationCommand.AnswerAppeal;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import io.livemarket.moderation.domain.ModerationCommand.LiftSuspension;
import io.livemarket.moderation.domain.ModerationCommand.MakeAppeal;
import io.livemarket.moderation.domain.ModerationCommand.ReportUser;
import io.livemarket.moderation.domain.ModerationCommand.ResolveFlag;
import io.livemarket.moderation.domain.ModerationCommand.ResolveReport;
import io.livemarket.moderation.domain.ModerationCommand.SuspendUser;
import io.livemarket.moderation.domain.ModerationCommand.TakeReport;
import io.livemarket.moderation.domain.ModerationCommand.UnblockUser;
import io.livemarket.moderation.domain.ModerationCommand.ViewEvidence;
import io.livemarket.moderation.domain.ModerationCommand.WarnUser;
import io.livemarket.moderation.domain.Person.OpenReport;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Decides the commands about one user. Never reads a clock, a store or the network. */
public final class ModerationDecider {

    /** The most other users that a user may block. */
    public static final int MAX_BLOCKS = 1_000;

    private ModerationDecider() {}

    /** The decision on a command, given the user's present state. */
    public static Decision decide(Person person, ModerationCommand command, ModerationLookups lookups) {
        return isAboutItsOwnModerator(command) ? reject(ErrorCode.FORBIDDEN) : about(person, command, lookups);
    }

    /** Whether a moderator's command is about that moderator: another moderator has to send it. */
    private static boolean isAboutItsOwnModerator(ModerationCommand command) {
        return switch (command) {
            case TakeReport _,
                    AnnotateReport _,
                    ResolveReport _,
                    ResolveFlag _,
                    WarnUser _,
                    LiftSuspension _,
                    AnswerAppeal _,
                    ViewEvidence _ -> command.actorId().equals(command.userId());
            case BlockUser _, UnblockUser _, ReportUser _, FlagMessage _, SuspendUser _, MakeAppeal _ -> false;
        };
    }

    private static Decision about(Person person, ModerationCommand command, ModerationLookups lookups) {
        return switch (command) {
            case BlockUser c -> block(person, c, lookups);
            case UnblockUser c ->
                person.blocks().contains(c.otherId())
                        ? accept(new UserUnblocked(c.userId(), next(person), c.otherId(), c.requestedAt()))
                        : new Decision.Unchanged();
            case ReportUser c -> report(person, c, lookups);
            case TakeReport c -> take(person, c, lookups);
            case AnnotateReport c ->
                onOpen(
                        c,
                        c.reportId(),
                        lookups,
                        _ -> accept(new ReportAnnotated(
                                c.userId(), next(person), c.reportId(), c.actorId(), c.note(), c.requestedAt())));
            case ResolveReport c -> resolve(person, c, lookups);
            case WarnUser c ->
                lookups.userExists(c.userId())
                        ? accept(new UserWarned(c.userId(), next(person), c.actorId(), c.reason(), c.requestedAt()))
                        : reject(ErrorCode.USER_NOT_FOUND);
            case FlagMessage c -> flag(person, c);
            case ResolveFlag c ->
                lookups.isFlagged(c.userId(), c.messageId())
                        ? accept(new FlagResolved(
                                c.userId(),
                                next(person),
                                c.messageId(),
                                c.actorId(),
                                c.outcome(),
                                c.note(),
                                c.requestedAt()))
                        : reject(ErrorCode.FLAG_NOT_FOUND);
            case ViewEvidence c ->
                accept(new EvidenceViewed(
                        c.userId(),
                        next(person),
                        c.caseId(),
                        c.fileId(),
                        c.actorId(),
                        c.grant(),
                        c.until(),
                        c.requestedAt()));
            case SuspendUser c -> suspend(person, c, lookups);
            case MakeAppeal c -> AppealDecider.make(person, c);
            case AnswerAppeal c -> AppealDecider.answer(person, c);
            case LiftSuspension c ->
                person.suspension() == null || person.suspension().isOver(c.requestedAt())
                        ? new Decision.Unchanged()
                        : accept(new SuspensionLifted(
                                c.userId(), next(person), c.actorId(), c.reason(), c.requestedAt()));
        };
    }

    private static Decision block(Person person, BlockUser block, ModerationLookups lookups) {
        if (block.otherId().equals(block.userId())) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (person.blocks().contains(block.otherId())) {
            return new Decision.Unchanged();
        }
        if (!lookups.userExists(block.otherId())) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        if (person.blocks().size() >= MAX_BLOCKS) {
            return reject(ErrorCode.TOO_MANY_BLOCKS);
        }
        return accept(new UserBlocked(block.userId(), next(person), block.otherId(), block.requestedAt()));
    }

    private static Decision report(Person person, ReportUser report, ModerationLookups lookups) {
        if (report.actorId().equals(report.userId())) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (!lookups.userExists(report.userId())) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        return accept(new UserReported(
                report.userId(),
                next(person),
                report.reportId(),
                report.actorId(),
                report.category(),
                report.comment(),
                report.evidence(),
                report.requestedAt()));
    }

    private static Decision take(Person person, TakeReport take, ModerationLookups lookups) {
        return onOpen(take, take.reportId(), lookups, report -> {
            if (take.actorId().equals(report.moderatorId())) {
                return new Decision.Unchanged();
            }
            return report.moderatorId() != null
                    ? reject(ErrorCode.REPORT_TAKEN)
                    : accept(new ReportTaken(
                            take.userId(), next(person), take.reportId(), take.actorId(), take.requestedAt()));
        });
    }

    /** Resolves a report that this moderator took: no moderator resolves a report that another one took. */
    private static Decision resolve(Person person, ResolveReport resolve, ModerationLookups lookups) {
        return onOpen(resolve, resolve.reportId(), lookups, report -> {
            boolean anothers =
                    report.moderatorId() != null && !report.moderatorId().equals(resolve.actorId());
            return anothers
                    ? reject(ErrorCode.REPORT_TAKEN)
                    : accept(new ReportResolved(
                            resolve.userId(),
                            next(person),
                            resolve.reportId(),
                            report.reporterId(),
                            resolve.actorId(),
                            resolve.outcome(),
                            resolve.note(),
                            resolve.requestedAt()));
        });
    }

    /** Flags a delivered message: the user's score grows, and moderators are notified when it reaches the threshold. */
    private static Decision flag(Person person, FlagMessage flag) {
        Risk risk = person.risk() == null ? Risk.NONE : person.risk();
        long before = Math.round(risk.scoreAt(flag.requestedAt()));
        long score = Math.round(risk.with(flag.severity(), flag.requestedAt()).score());
        MessageFlagged flagged = new MessageFlagged(
                flag.userId(),
                next(person),
                flag.chatId(),
                flag.messageId(),
                flag.content(),
                flag.categories(),
                score,
                flag.requestedAt(),
                flag.attachments());
        return before < Risk.THRESHOLD && score >= Risk.THRESHOLD
                ? new Decision.Accepted(List.of(
                        flagged,
                        new RiskRaised(
                                flag.userId(), flagged.version() + 1, score, Risk.THRESHOLD, flag.requestedAt())))
                : accept(flagged);
    }

    private static Decision suspend(Person person, SuspendUser suspend, ModerationLookups lookups) {
        if (suspend.actorId().equals(suspend.userId())
                || suspend.until() != null && !suspend.until().isAfter(suspend.requestedAt())) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (!lookups.userExists(suspend.userId())) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        return accept(new UserSuspended(
                suspend.userId(),
                next(person),
                suspend.actorId(),
                suspend.reason(),
                suspend.until(),
                suspend.requestedAt()));
    }

    private static Decision onOpen(
            ModerationCommand command,
            UUID reportId,
            ModerationLookups lookups,
            Function<OpenReport, Decision> decide) {
        return lookups.openReport(command.userId(), reportId)
                .map(decide)
                .orElseGet(() -> reject(ErrorCode.REPORT_NOT_FOUND));
    }

    private static long next(Person person) {
        return person.version() + 1;
    }

    private static Decision accept(ModerationEvent event) {
        return new Decision.Accepted(event);
    }

    private static Decision reject(ErrorCode reason) {
        return new Decision.Rejected(reason);
    }
}
