package io.livemarket.moderation.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.AppealOutcome;
import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.Tokens;
import io.livemarket.moderation.config.SafetyProperties;
import io.livemarket.moderation.domain.ModerationCommand.MakeAppeal;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.projection.AppealQueries;
import io.livemarket.moderation.projection.AppealView;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Appeals of the users that moderators' decisions concern. The user of a suspended account has no session, and calls
 * with the token of the refused log-in in the body.
 */
@RestController
class AppealController {

    private static final int OWN = 20;

    private final ModerationCommands commands;
    private final AppealQueries queries;
    private final ReadYourWrites readYourWrites;
    private final Clock clock;
    private final UserBudget budget;
    private final JwtDecoder appealTokens;

    AppealController(
            ModerationCommands commands,
            AppealQueries queries,
            ReadYourWrites readYourWrites,
            Clock clock,
            SafetyProperties properties,
            LiveMarketProperties common) {
        this.commands = commands;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
        this.budget = new UserBudget(properties.appealsPerMinute());
        this.appealTokens = Tokens.appealDecoder(common.auth());
    }

    /** An appeal as its user sees it, without moderators. */
    record OwnAppeal(
            UUID id,
            AppealedDecision decision,
            String text,
            Instant appealedAt,
            AppealView.Status status,
            @Nullable AppealOutcome outcome,
            @Nullable String answer,
            @Nullable Instant answeredAt) {

        static OwnAppeal of(AppealView appeal) {
            return new OwnAppeal(
                    appeal.id(),
                    appeal.decision(),
                    appeal.text(),
                    appeal.appealedAt(),
                    appeal.status(),
                    appeal.answered().outcome(),
                    appeal.answered().answer(),
                    appeal.answered().answeredAt());
        }
    }

    record OwnAppeals(List<OwnAppeal> items) {}

    @PostMapping("/appeals")
    @ResponseStatus(HttpStatus.CREATED)
    OwnAppeal appeal(@AuthenticationPrincipal @Nullable Jwt caller, @Valid @RequestBody Requests.Appeal request) {
        UUID me = user(caller, request.appealToken());
        budget.take(me);
        MakeAppeal make = new MakeAppeal(
                me,
                Ids.next(),
                request.decision(),
                request.text().strip(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        readYourWrites.await(me, commands.decide(make).version());
        return queries.appeal(make.appealId())
                .map(OwnAppeal::of)
                .orElseThrow(() -> new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind"));
    }

    @GetMapping("/appeals/own")
    OwnAppeals own(@AuthenticationPrincipal Jwt caller) {
        return of(Callers.id(caller));
    }

    @PostMapping("/appeals/own")
    OwnAppeals ownWithToken(
            @AuthenticationPrincipal @Nullable Jwt caller, @Valid @RequestBody Requests.OwnAppeals request) {
        return of(user(caller, request.appealToken()));
    }

    private OwnAppeals of(UUID user) {
        readYourWrites.awaitAll();
        return new OwnAppeals(queries.of(user, OWN).stream().map(OwnAppeal::of).toList());
    }

    private UUID user(@Nullable Jwt caller, @Nullable String appealToken) {
        if (appealToken == null) {
            if (caller == null) {
                throw new ApiException(ErrorCode.TOKEN_MISSING);
            }
            return Callers.id(caller);
        }
        try {
            return Callers.id(appealTokens.decode(appealToken));
        } catch (BadJwtException e) {
            throw new ApiException(ErrorCode.TOKEN_INVALID);
        } catch (JwtException e) {
            // The keys cannot be fetched.
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, 1_000);
        }
    }
}
