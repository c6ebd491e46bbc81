package io.livemarket.notification.webhooks.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ForServices;
import io.livemarket.kit.web.RequiresRole;
import io.livemarket.notification.config.WebhookProperties;
import io.livemarket.notification.webhooks.WebhookAddresses;
import io.livemarket.notification.webhooks.WebhookSecrets;
import io.livemarket.notification.webhooks.WebhookTypes;
import io.livemarket.notification.webhooks.Webhooks;
import io.livemarket.notification.webhooks.domain.WebhookCommand;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Wanted;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import io.livemarket.notification.webhooks.domain.WebhookSecret;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The webhooks, for operators and for service accounts with the scope {@code webhooks:write}. The log {@code audit}
 * gets a line for each change.
 */
@RestController
@RequestMapping("/admin/webhooks")
@RequiresRole(Callers.OPERATOR)
@ForServices(Callers.WEBHOOKS_WRITE)
class WebhookController {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final Webhooks webhooks;
    private final WebhookAddresses addresses;
    private final WebhookSecrets secrets;
    private final WebhookProperties properties;
    private final Clock clock;

    WebhookController(
            Webhooks webhooks,
            WebhookAddresses addresses,
            WebhookSecrets secrets,
            WebhookProperties properties,
            Clock clock) {
        this.webhooks = webhooks;
        this.addresses = addresses;
        this.secrets = secrets;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param items the oldest first */
    record WebhookList(List<WebhookView> items) {}

    @GetMapping
    WebhookList list() {
        webhooks.require();
        return new WebhookList(
                webhooks.all().stream().map(endpoint -> view(endpoint, null)).toList());
    }

    @GetMapping("/{id}")
    WebhookView get(@PathVariable UUID id) {
        webhooks.require();
        return view(find(id), null);
    }

    private WebhookEndpoint find(UUID id) {
        return webhooks.find(id).orElseThrow(() -> new ApiException(ErrorCode.WEBHOOK_NOT_FOUND));
    }

    @PostMapping
    ResponseEntity<WebhookView> create(
            @Valid @RequestBody WebhookRequests.WantedWebhook body, @AuthenticationPrincipal Jwt token) {
        if (Boolean.FALSE.equals(body.enabled())) {
            throw ApiException.invalid("enabled");
        }
        WebhookSecret secret = secrets.next(now());
        WebhookEndpoint created = decide(new WebhookCommand.Create(Ids.next(), wanted(body), secret));
        audit.info("{} created webhook {} for {}", Callers.audited(token), created.id(), body.eventTypes());
        return secret(
                ResponseEntity.created(URI.create("/admin/webhooks/" + created.id())), view(created, secret.value()));
    }

    @PutMapping("/{id}")
    WebhookView change(
            @PathVariable UUID id,
            @Valid @RequestBody WebhookRequests.WantedWebhook body,
            @AuthenticationPrincipal Jwt token) {
        WebhookEndpoint changed = decide(new WebhookCommand.Change(id, wanted(body), body.enabled(), now()));
        audit.info("{} changed webhook {} for {}", Callers.audited(token), id, body.eventTypes());
        return view(changed, null);
    }

    /** Adds a secret; the former one signs too for a while, so that the receiver can change over. */
    @PostMapping("/{id}/secrets")
    ResponseEntity<WebhookView> rotate(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
        WebhookSecret secret = secrets.next(now());
        WebhookEndpoint changed = decide(new WebhookCommand.Rotate(id, secret, properties.secretOverlap()));
        audit.info("{} added a secret to webhook {}", Callers.audited(token), id);
        return secret(ResponseEntity.status(HttpStatus.CREATED), view(changed, secret.value()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
        webhooks.delete(new WebhookCommand.Delete(id, now()));
        audit.info("{} deleted webhook {}", Callers.audited(token), id);
    }

    private WebhookEndpoint decide(WebhookCommand command) {
        return webhooks.decide(command).orElseThrow(() -> new ApiException(ErrorCode.WEBHOOK_NOT_FOUND));
    }

    private Wanted wanted(WebhookRequests.WantedWebhook body) {
        if (!addresses.accepts(body.url())) {
            throw ApiException.invalid("url");
        }
        List<String> types = body.eventTypes();
        if (!types.stream().allMatch(WebhookTypes::exists) || new HashSet<>(types).size() < types.size()) {
            throw ApiException.invalid("eventTypes");
        }
        return new Wanted(body.url(), body.description(), types, WebhookTypes.topicsOf(types));
    }

    private WebhookView view(WebhookEndpoint endpoint, @Nullable String secret) {
        return WebhookView.of(endpoint, webhooks.deadLetters(endpoint.id()), now(), secret);
    }

    private static ResponseEntity<WebhookView> secret(ResponseEntity.BodyBuilder response, WebhookView view) {
        return response.cacheControl(CacheControl.noStore()).body(view);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
