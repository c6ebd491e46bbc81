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
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The reports that the caller made, with their outcomes; without other users' reports, and without moderators. */
@RestController
class OwnReportController {

    private final ModerationQueries queries;
    private final ReadYourWrites readYourWrites;

    OwnReportController(ModerationQueries queries, ReadYourWrites readYourWrites) {
        this.queries = queries;
        this.readYourWrites = readYourWrites;
    }

    /**
     * A report as its author sees it.
     *
     * @param outcome absent until the report is resolved
     * @param updatedAt the time of the resolution, and before it the time of the report: notes of moderators do not
     *     show
     */
    record OwnReport(
            UUID id,
            UUID userId,
            ReportCategory category,
            ReportView.Status status,
            @Nullable ReportOutcome outcome,
            Instant reportedAt,
            Instant updatedAt) {

        static OwnReport of(ReportView report) {
            return new OwnReport(
                    report.id(),
                    report.userId(),
                    report.complaint().category(),
                    report.handling().status(),
                    report.handling().outcome(),
                    report.times().reportedAt(),
                    report.handling().status() == ReportView.Status.RESOLVED
                            ? report.times().updatedAt()
                            : report.times().reportedAt());
        }
    }

    record OwnReports(List<OwnReport> items, @Nullable String nextCursor) {}

    @GetMapping("/users/me/reports")
    OwnReports own(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        UUID before =
                cursor == null ? null : Ids.parse(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        readYourWrites.awaitAll();
        ReportPage page = queries.reportsBy(Callers.id(caller), before, limit);
        return new OwnReports(page.items().stream().map(OwnReport::of).toList(), page.nextCursor());
    }
}
