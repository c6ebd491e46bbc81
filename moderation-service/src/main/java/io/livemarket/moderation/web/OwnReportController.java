package io.livemarket.moderation.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.projection.ModerationQueries.ReportPage;
import io.livemarket.moderation.projection.ReportView;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of the reports that the caller made; nothing of other users' reports, and nothing of moderators. */
@RestController
class OwnReportController {

    private final ModerationQueries queries;
    private final Written written;

    OwnReportController(ModerationQueries queries, Written written) {
        this.queries = queries;
        this.written = written;
    }

    /**
     * A report as its author sees it.
     *
     * @param updatedAt when it was resolved, and until then when it was made: what moderators note beside it is not for
     *     its author
     */
    record OwnReport(
            UUID id,
            UUID userId,
            ReportCategory category,
            ReportView.Status status,
            ReportOutcome outcome,
            Instant reportedAt,
            Instant updatedAt) {

        static OwnReport of(ReportView report) {
            return new OwnReport(
                    report.id(),
                    report.userId(),
                    report.category(),
                    report.status(),
                    report.outcome(),
                    report.reportedAt(),
                    report.status() == ReportView.Status.RESOLVED ? report.updatedAt() : report.reportedAt());
        }
    }

    record OwnReports(List<OwnReport> items, String nextCursor) {}

    @GetMapping("/users/me/reports")
    OwnReports own(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        UUID before =
                cursor == null ? null : Ids.parse(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        written.awaitAll();
        ReportPage page = queries.reportsBy(Callers.id(caller), before, limit);
        return new OwnReports(page.items().stream().map(OwnReport::of).toList(), page.nextCursor());
    }
}
