package io.livemarket.moderation.web;

import io.livemarket.kit.web.Callers;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.projection.PersonView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The warnings that the caller got from moderators. */
@RestController
class WarningController {

    private final ModerationQueries queries;

    WarningController(ModerationQueries queries) {
        this.queries = queries;
    }

    /** A warning, without the moderator. */
    record Warning(@Nullable String reason, Instant warnedAt) {}

    record Warnings(List<Warning> items) {}

    @GetMapping("/users/me/warnings")
    Warnings warnings(@AuthenticationPrincipal Jwt caller) {
        return new Warnings(queries.person(Callers.id(caller)).history().reversed().stream()
                .filter(entry -> entry.kind().equals(PersonView.WARNED))
                .map(entry -> new Warning(entry.text(), entry.at()))
                .toList());
    }
}
