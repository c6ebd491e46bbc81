package io.livemarket.moderation.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.moderation.domain.ModerationCommand.AnswerAppeal;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.projection.AppealQueries;
import io.livemarket.moderation.projection.AppealQueries.AppealPage;
import io.livemarket.moderation.projection.AppealView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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

/** Moderators' view of appeals, and their answers; every other caller gets {@code forbidden}. */
@RestController
@RequestMapping("/moderation/appeals")
@RequiresRole(Callers.MODERATOR)
class AppealAnswersController {

    private final ModerationCommands commands;
    private final AppealQueries queries;
    private final ReadYourWrites readYourWrites;
    private final Clock clock;

    AppealAnswersController(
            ModerationCommands commands, AppealQueries queries, ReadYourWrites readYourWrites, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
    }

    @GetMapping
    AppealPage appeals(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return queries.page(
                ModeratorController.named(status, AppealView.Status.class),
                Callers.id(caller),
                ModeratorController.before(cursor),
                limit);
    }

    @PostMapping("/{appealId}/answer")
    AppealView answer(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID appealId,
            @Valid @RequestBody Requests.Answer request) {
        UUID user = find(appealId).userId();
        AnswerAppeal answer = new AnswerAppeal(
                user,
                Callers.id(caller),
                appealId,
                request.outcome(),
                request.answer().strip(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!readYourWrites.await(user, commands.decide(answer).version())) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
        return find(appealId);
    }

    private AppealView find(UUID appealId) {
        return queries.appeal(appealId).orElseThrow(() -> new ApiException(ErrorCode.APPEAL_NOT_FOUND));
    }
}
