package io.livemarket.moderation.web;

import io.livemarket.events.Ids;
import io.livemarket.kit.web.Callers;
import io.livemarket.moderation.config.ModerationProperties;
import io.livemarket.moderation.domain.ModerationCommand.ReportUser;
import io.livemarket.moderation.evidence.EvidenceSearch;
import io.livemarket.moderation.kafka.ModerationCommands;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reports of users by users, with reported messages as evidence. */
@RestController
class ReportController {

    private final ModerationCommands commands;
    private final EvidenceSearch evidence;
    private final ReadYourWrites readYourWrites;
    private final Clock clock;
    private final UserBudget budget;

    ReportController(
            ModerationCommands commands,
            EvidenceSearch evidence,
            ReadYourWrites readYourWrites,
            Clock clock,
            ModerationProperties properties) {
        this.commands = commands;
        this.evidence = evidence;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
        this.budget = new UserBudget(properties.reportsPerMinute());
    }

    record Made(UUID id) {}

    @PostMapping("/users/{userId}/report")
    @ResponseStatus(HttpStatus.CREATED)
    Made report(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID userId,
            @Valid @RequestBody Requests.Report request) {
        UUID me = Callers.id(caller);
        budget.take(me);
        List<UUID> messages = request.messageIds() == null ? List.of() : request.messageIds();
        ReportUser report = new ReportUser(
                userId,
                me,
                Ids.next(),
                request.category(),
                request.comment(),
                evidence.find(me, userId, messages),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        readYourWrites.await(userId, commands.decide(report).version());
        return new Made(report.reportId());
    }
}
