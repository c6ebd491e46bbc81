package io.livemarket.chat.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.livemarket.chat.kafka.ChatEngine;
import io.livemarket.chat.projection.ResponseClass;
import io.livemarket.chat.projection.ResponseQueries;
import io.livemarket.chat.projection.ResponseTimeView;
import io.livemarket.kit.web.Callers;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The public figure of how fast a seller usually answers. */
@RestController
class ResponseTimeController {

    private final ResponseQueries queries;
    private final ReadConsistency consistency;
    private final ChatEngine users;
    private final Clock clock;
    private final ResponseFigures figures;

    ResponseTimeController(ResponseQueries queries, ReadConsistency consistency, ChatEngine users, Clock clock) {
        this.queries = queries;
        this.consistency = consistency;
        this.users = users;
        this.clock = clock;
        this.figures = new ResponseFigures(this::read, Ticker.systemTicker());
    }

    /**
     * The figure for all callers alike; absent for a user without enough answers, who does not exist, or who deleted
     * the account.
     */
    @GetMapping("/users/{userId}/response-time")
    ResponseTimeView responseTime(@PathVariable UUID userId) {
        return new ResponseTimeView(
                userId,
                users.userDeleted(userId)
                        ? null
                        : figures.at(userId, clock.instant()).orElse(null));
    }

    @GetMapping("/users/me/response-time")
    ResponseTimeView own(@AuthenticationPrincipal Jwt caller) {
        return responseTime(Callers.id(caller));
    }

    private Optional<ResponseClass> read(UUID seller, Instant day) {
        consistency.awaitAll(null);
        return queries.figure(seller, day);
    }
}
