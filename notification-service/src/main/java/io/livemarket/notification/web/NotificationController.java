package io.livemarket.notification.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.WireTime;
import io.livemarket.notification.domain.PreferenceRules;
import io.livemarket.notification.kafka.NotificationCommands;
import io.livemarket.notification.projection.NotificationQueries;
import io.livemarket.notification.projection.NotificationQueries.NotificationPage;
import io.livemarket.notification.projection.NotificationQueries.Wanted;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's notifications, and the preferences about them. */
@RestController
@RequestMapping("/notifications")
class NotificationController {

    /** The most ids that one request may name. */
    static final int MAX_IDS = 100;

    private final NotificationCommands commands;
    private final NotificationQueries queries;
    private final ReadConsistency consistency;
    private final Clock clock;

    NotificationController(
            NotificationCommands commands, NotificationQueries queries, ReadConsistency consistency, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.consistency = consistency;
        this.clock = clock;
    }

    @GetMapping
    NotificationPage list(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        consistency.require(Callers.id(caller));
        return queries.page(Callers.id(caller), cursor, limit);
    }

    /** Clears the notifications that exactly one of the three parameters selects. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Size(min = 1, max = MAX_IDS) @Nullable List<String> ids,
            @RequestParam(required = false) @Nullable UUID chatId,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @WireTime @Nullable
                    Instant upTo) {
        if (Stream.of(ids == null, chatId == null, upTo == null)
                        .filter(absent -> !absent)
                        .count()
                != 1) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Exactly one of ids, chatId and upTo is needed");
        }
        consistency.await(commands.decide(new ClearNotifications(Callers.id(caller), parse(ids), chatId, upTo, now())));
    }

    private static @Nullable List<UUID> parse(@Nullable List<String> ids) {
        return ids == null
                ? null
                : ids.stream()
                        .map(id -> Ids.parse(id).orElseThrow(() -> new ApiException(ErrorCode.INVALID_ID)))
                        .toList();
    }

    @GetMapping("/preferences")
    Wanted preferences(@AuthenticationPrincipal Jwt caller) {
        consistency.require(Callers.id(caller));
        return queries.wanted(Callers.id(caller), clock.instant());
    }

    @PutMapping("/preferences")
    Wanted prefer(@AuthenticationPrincipal Jwt caller, @RequestBody NotificationPreferences preferences) {
        UUID me = Callers.id(caller);
        PreferenceRules.invalidField(preferences).ifPresent(field -> {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST, null, List.of(FieldProblem.of(field, ErrorCode.INVALID_REQUEST)));
        });
        CommandAccepted accepted = commands.decide(new SetPreferences(me, preferences, now()));
        if (!consistency.await(accepted)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
        return queries.wanted(me, clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
