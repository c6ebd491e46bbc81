package io.livemarket.notification.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.kit.web.Callers;
import io.livemarket.notification.kafka.NotificationCommands;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mutes and unmutes chats of the caller. */
@RestController
class MuteController {

    /**
     * How long an unknown chat is looked up again before the request is answered with {@code chat_not_found}: the event
     * of a new chat may not have been consumed yet (as in decision 005).
     */
    private static final Duration CHAT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

    private final NotificationCommands commands;
    private final ReadConsistency consistency;
    private final Clock clock;

    MuteController(NotificationCommands commands, ReadConsistency consistency, Clock clock) {
        this.commands = commands;
        this.consistency = consistency;
        this.clock = clock;
    }

    @PutMapping("/chats/{chatId}/mute")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mute(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @Valid @RequestBody Requests.Mute request)
            throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (request.until() != null && (!request.muted() || !request.until().isAfter(now))) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST, null, List.of(FieldProblem.of("until", ErrorCode.INVALID_REQUEST)));
        }
        Instant until = request.until() == null ? null : request.until().truncatedTo(ChronoUnit.MILLIS);
        consistency.await(decide(new MuteChat(Callers.id(caller), chatId, request.muted(), until, now)));
    }

    private CommandAccepted decide(MuteChat mute) throws InterruptedException {
        long deadline = System.nanoTime() + CHAT_TIMEOUT.toNanos();
        while (true) {
            try {
                return commands.decide(mute);
            } catch (ApiException e) {
                if (!isUnknownChat(e)) {
                    throw e;
                }
                if (System.nanoTime() >= deadline) {
                    throw new ApiException(ErrorCode.CHAT_NOT_FOUND);
                }
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
        }
    }

    /**
     * Whether the rejection means that the chat is not known yet: {@code not_a_participant} is the code of an earlier
     * version.
     */
    private static boolean isUnknownChat(ApiException e) {
        return e.code() == ErrorCode.CHAT_NOT_FOUND || e.code() == ErrorCode.NOT_A_PARTICIPANT;
    }
}
