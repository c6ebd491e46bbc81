package io.livemarket.moderation.web;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.AnnotateReport;
import io.livemarket.moderation.domain.ModerationCommand.LiftSuspension;
import io.livemarket.moderation.domain.ModerationCommand.ResolveFlag;
import io.livemarket.moderation.domain.ModerationCommand.ResolveReport;
import io.livemarket.moderation.domain.ModerationCommand.SuspendUser;
import io.livemarket.moderation.domain.ModerationCommand.TakeReport;
import io.livemarket.moderation.domain.ModerationCommand.WarnUser;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.projection.FlagView;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.projection.ModerationQueries.FlagPage;
import io.livemarket.moderation.projection.ModerationQueries.ReportPage;
import io.livemarket.moderation.projection.PersonView;
import io.livemarket.moderation.projection.ReportView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** The requests of moderators; every other caller gets {@code forbidden}. */
@RestController
@RequestMapping("/moderation")
@RequiresRole(Callers.MODERATOR)
class ModeratorController {

    private final ModerationCommands commands;
    private final ModerationQueries queries;
    private final ReadYourWrites readYourWrites;
    private final Clock clock;

    ModeratorController(
            ModerationCommands commands, ModerationQueries queries, ReadYourWrites readYourWrites, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
    }

    /** The record of a user as moderators see it: without the users whom the user blocks. */
    record Record(UUID userId, PersonView.@Nullable Suspension suspension, List<PersonView.Entry> history) {
        static Record of(PersonView person) {
            return new Record(
                    person.userId(), person.suspension(), person.history().reversed());
        }
    }

    @GetMapping("/reports")
    ReportPage reports(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable UUID userId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return queries.reports(
                named(status, ReportView.Status.class),
                named(category, ReportCategory.class),
                userId,
                Callers.id(caller),
                before(cursor),
                limit);
    }

    @GetMapping("/flags")
    FlagPage flags(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable UUID userId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return queries.flags(named(status, FlagView.Status.class), userId, Callers.id(caller), before(cursor), limit);
    }

    @PostMapping("/flags/{messageId}/resolve")
    FlagView resolveFlag(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID messageId,
            @Valid @RequestBody Requests.Resolve request) {
        UUID me = Callers.id(caller);
        changed(new ResolveFlag(findFlag(messageId).userId(), me, messageId, request.outcome(), request.note(), now()));
        return findFlag(messageId);
    }

    @GetMapping("/reports/{reportId}")
    ReportView report(@AuthenticationPrincipal Jwt caller, @PathVariable UUID reportId) {
        ReportView report = find(reportId);
        refuseAboutOneself(report.userId(), caller);
        return report;
    }

    @PostMapping("/reports/{reportId}/take")
    ReportView take(@AuthenticationPrincipal Jwt caller, @PathVariable UUID reportId) {
        UUID me = Callers.id(caller);
        return changed(reportId, new TakeReport(find(reportId).userId(), me, reportId, now()));
    }

    @PostMapping("/reports/{reportId}/notes")
    ReportView annotate(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID reportId,
            @Valid @RequestBody Requests.Note request) {
        UUID me = Callers.id(caller);
        return changed(reportId, new AnnotateReport(find(reportId).userId(), me, reportId, request.note(), now()));
    }

    @PostMapping("/reports/{reportId}/resolve")
    ReportView resolve(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID reportId,
            @Valid @RequestBody Requests.Resolve request) {
        UUID me = Callers.id(caller);
        return changed(
                reportId,
                new ResolveReport(find(reportId).userId(), me, reportId, request.outcome(), request.note(), now()));
    }

    @GetMapping("/users/{userId}")
    Record person(@AuthenticationPrincipal Jwt caller, @PathVariable UUID userId) {
        refuseAboutOneself(userId, caller);
        return Record.of(queries.person(userId));
    }

    @PostMapping("/users/{userId}/warn")
    Record warn(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID userId,
            @Valid @RequestBody Requests.Reason request) {
        UUID me = Callers.id(caller);
        return changed(new WarnUser(userId, me, request.reason(), now()));
    }

    @PostMapping("/users/{userId}/suspend")
    Record suspend(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID userId,
            @Valid @RequestBody Requests.Suspend request) {
        UUID me = Callers.id(caller);
        return changed(new SuspendUser(userId, me, request.reason(), request.until(), now()));
    }

    @PostMapping("/users/{userId}/lift")
    Record lift(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID userId,
            @Valid @RequestBody Requests.Reason request) {
        UUID me = Callers.id(caller);
        return changed(new LiftSuspension(userId, me, request.reason(), now()));
    }

    /**
     * Rejects a moderator's request about the moderator: reports, and a record's entries of reports, name the
     * reporters.
     */
    private static void refuseAboutOneself(UUID about, Jwt caller) {
        if (about.equals(Callers.id(caller))) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
    }

    private FlagView findFlag(UUID messageId) {
        return queries.flag(messageId).orElseThrow(() -> new ApiException(ErrorCode.FLAG_NOT_FOUND));
    }

    private ReportView find(UUID reportId) {
        return queries.report(reportId).orElseThrow(() -> new ApiException(ErrorCode.REPORT_NOT_FOUND));
    }

    private ReportView changed(UUID reportId, ModerationCommand command) {
        changed(command);
        return find(reportId);
    }

    /**
     * Decides a command and returns the record with its change.
     *
     * @throws ApiException {@code unavailable} when the read model does not show the change within the bound
     */
    private Record changed(ModerationCommand command) {
        long version = commands.decide(command).version();
        if (!readYourWrites.await(command.userId(), version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
        return Record.of(queries.person(command.userId()));
    }

    static @Nullable UUID before(@Nullable String cursor) {
        return cursor == null ? null : Ids.parse(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
    }

    static <E extends Enum<E>> @Nullable E named(@Nullable String name, Class<E> type) {
        try {
            return name == null ? null : Json.MAPPER.convertValue(name, type);
        } catch (JacksonException e) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "There is no such " + type.getSimpleName());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
