package io.livemarket.moderation.web;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.moderation.config.ModerationProperties;
import io.livemarket.moderation.domain.ModerationCommand.ViewEvidence;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.projection.FlagView;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.projection.ReportView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Addresses of files that are evidence. Each is given out behind an event that names moderator, case, file and time;
 * the event holds the hash of the address's secret, by which file-service knows the address. The log {@code audit} has
 * a line of it.
 */
@RestController
@RequestMapping("/moderation")
@RequiresRole(Callers.MODERATOR)
class EvidenceController {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final ModerationCommands commands;
    private final ModerationQueries queries;
    private final Clock clock;
    private final Duration life;
    private final UserBudget budget;

    EvidenceController(
            ModerationCommands commands, ModerationQueries queries, Clock clock, ModerationProperties properties) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
        this.life = properties.evidenceUrlLife();
        this.budget = new UserBudget(properties.evidenceViewsPerMinute());
    }

    /**
     * A file that is evidence.
     *
     * @param url where its content is until {@code urlExpiresAt}; relative to the gateway
     */
    record EvidenceFile(UUID id, String name, String contentType, Long size, String url, Instant urlExpiresAt) {}

    @GetMapping("/reports/{reportId}/files/{fileId}")
    EvidenceFile ofReport(@AuthenticationPrincipal Jwt caller, @PathVariable UUID reportId, @PathVariable UUID fileId) {
        UUID me = Callers.id(caller);
        ReportView report = queries.report(reportId).orElseThrow(() -> new ApiException(ErrorCode.REPORT_NOT_FOUND));
        return view(
                me,
                report.userId(),
                reportId,
                fileId,
                report.evidence().stream()
                        .map(message -> message.attachments())
                        .filter(Objects::nonNull)
                        .flatMap(List::stream));
    }

    @GetMapping("/flags/{messageId}/files/{fileId}")
    EvidenceFile ofFlag(@AuthenticationPrincipal Jwt caller, @PathVariable UUID messageId, @PathVariable UUID fileId) {
        UUID me = Callers.id(caller);
        FlagView flag = queries.flag(messageId).orElseThrow(() -> new ApiException(ErrorCode.FLAG_NOT_FOUND));
        return view(
                me,
                flag.userId(),
                messageId,
                fileId,
                Stream.ofNullable(flag.attachments()).flatMap(List::stream));
    }

    /**
     * Refuses a case about the moderator before the file is looked up, so that the kind of the refusal gives nothing
     * away; the decider refuses it as well.
     */
    private EvidenceFile view(UUID moderator, UUID about, UUID caseId, UUID fileId, Stream<Attachment> files) {
        if (about.equals(moderator)) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        Attachment file = files.filter(each -> fileId.equals(each.fileId()))
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
        budget.take(moderator);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EvidenceSecret secret = EvidenceSecret.next();
        commands.decide(new ViewEvidence(
                about, moderator, caseId, fileId, EvidenceViewed.grantOf(secret.text()), now.plus(life), now));
        audit.info("Moderator {} views file {}, evidence in case {} about user {}", moderator, fileId, caseId, about);
        return new EvidenceFile(
                fileId,
                file.name(),
                file.contentType(),
                file.size(),
                "/files/%s/evidence?grant=%s".formatted(fileId, secret.text()),
                now.plus(life));
    }
}
