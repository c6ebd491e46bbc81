package io.livemarket.notification.webhooks.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ForServices;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.notification.webhooks.DeadLetterResend;
import io.livemarket.notification.webhooks.Webhooks;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The events that webhooks did not accept, for operators and for service accounts with {@code webhooks:write}. */
@RestController
@RequestMapping("/admin/webhooks/{id}/dead-letters")
@RequiresRole(Callers.OPERATOR)
@ForServices(Callers.WEBHOOKS_WRITE)
class WebhookDeadLetterController {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final Webhooks webhooks;
    private final DeadLetterResend resend;

    WebhookDeadLetterController(Webhooks webhooks, DeadLetterResend resend) {
        this.webhooks = webhooks;
        this.resend = resend;
    }

    /**
     * An event that the webhook did not accept, without its content.
     *
     * @param reason the last answer: a status, or the name of a fault
     */
    record WebhookDeadLetter(
            String eventId, String type, String subject, Instant failedAt, int attempts, String reason) {

        static WebhookDeadLetter of(DeadLetter letter) {
            return new WebhookDeadLetter(
                    letter.eventId(),
                    letter.type(),
                    letter.subject(),
                    letter.failedAt(),
                    letter.attempts(),
                    letter.reason());
        }
    }

    /** @param nextCursor absent on the last page */
    record WebhookDeadLetters(
            List<WebhookDeadLetter> items, @Nullable String nextCursor) {}

    /** @param reason the answer; absent where the webhook accepted the event */
    record Resent(boolean accepted, @Nullable String reason) {}

    @GetMapping
    WebhookDeadLetters list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        find(id);
        List<Webhooks.Letter> page = webhooks.deadLetters(id, position(cursor), limit + 1);
        List<Webhooks.Letter> shown = page.subList(0, Math.min(limit, page.size()));
        return new WebhookDeadLetters(
                shown.stream().map(each -> WebhookDeadLetter.of(each.letter())).toList(),
                page.size() > limit ? Long.toString(shown.getLast().position()) : null);
    }

    private static long position(@Nullable String cursor) {
        if (cursor == null) {
            return -1;
        }
        if (!cursor.matches("\\d{1,18}")) {
            throw new ApiException(ErrorCode.INVALID_CURSOR);
        }
        return Long.parseLong(cursor);
    }

    private WebhookEndpoint find(UUID id) {
        webhooks.require();
        return webhooks.find(id).orElseThrow(() -> new ApiException(ErrorCode.WEBHOOK_NOT_FOUND));
    }

    @PostMapping("/{eventId}/resend")
    Resent resend(@PathVariable UUID id, @PathVariable String eventId, @AuthenticationPrincipal Jwt token) {
        WebhookEndpoint endpoint = find(id);
        Optional<DeadLetter> left = resend.resend(endpoint, letter(id, eventId));
        audit.info(
                "{} resent event {} to webhook {}: accepted={}", Callers.audited(token), eventId, id, left.isEmpty());
        return new Resent(left.isEmpty(), left.map(DeadLetter::reason).orElse(null));
    }

    @PostMapping("/{eventId}/drop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable UUID id, @PathVariable String eventId, @AuthenticationPrincipal Jwt token) {
        find(id);
        webhooks.end(letter(id, eventId));
        audit.info("{} dropped event {} of webhook {}", Callers.audited(token), eventId, id);
    }

    private DeadLetter letter(UUID id, String eventId) {
        return webhooks.deadLetter(id, eventId).orElseThrow(() -> new ApiException(ErrorCode.DEAD_LETTER_NOT_FOUND));
    }
}
