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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * URLs of files that are evidence. Before a URL is returned, an event with moderator, case, file and time is committed;
 * it has the hash of the URL's secret, by which file-service recognizes the URL. The log {@code audit} gets a line too.
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
     * @param url the URL of the content until {@code urlExpiresAt}, relative to the gateway
     */
    record EvidenceFile(
            UUID id,
            @Nullable String name,
            @Nullable String contentType,
            @Nullable Long size,
            String url,
            Instant urlExpiresAt) {}

    @GetMapping("/reports/{reportId}/files/{fileId}")
    EvidenceFile ofReport(@AuthenticationPrincipal Jwt caller, @PathVariable UUID reportId, @PathVariable UUID fileId) {
        UUID me = Callers.id(caller);
        ReportView report = queries.report(reportId).orElseThrow(() -> new ApiException(ErrorCode.REPORT_NOT_FOUND));
        return view(
                me,
                report.userId(),
                reportId,
                fileId,
                report.complaint().evidence().stream().flatMap(message -> files(message.attachments())));
    }

    @GetMapping("/flags/{messageId}/files/{fileId}")
    EvidenceFile ofFlag(@AuthenticationPrincipal Jwt caller, @PathVariable UUID messageId, @PathVariable UUID fileId) {
        UUID me = Callers.id(caller);
        FlagView flag = queries.flag(messageId).orElseThrow(() -> new ApiException(ErrorCode.FLAG_NOT_FOUND));
        return view(me, flag.userId(), messageId, fileId, files(flag.attachments()));
    }

    private static Stream<Attachment> files(@Nullable List<Attachment> attachments) {
        return attachments == null ? Stream.empty() : attachments.stream();
    }

    /**
     * Rejects a case about the moderator before the file is looked up, so that the code of the rejection does not
     * reveal whether the file exists; the decider rejects the case too.
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
