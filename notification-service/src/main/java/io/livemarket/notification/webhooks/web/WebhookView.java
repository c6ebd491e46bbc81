package io.livemarket.notification.webhooks.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.notification.webhooks.domain.DisabledReason;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint, as its administrators see it.
 *
 * @param secrets its secrets, without their values
 * @param secret the value of the secret that the request created, shown this once; absent in every other answer
 */
record WebhookView(
        UUID id,
        @JsonUnwrapped Target target,
        @JsonUnwrapped State state,
        List<Secret> secrets,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String secret) {

    record Target(String url, @Nullable String description, List<String> eventTypes) {}

    /**
     * @param disabledReason absent for an endpoint that gets events
     * @param deadLetters the number of its dead letters
     */
    record State(boolean enabled, @Nullable String disabledReason, int deadLetters) {}

    /** @param expiresAt the end of a secret that a newer one replaces; absent for the newest */
    record Secret(Instant createdAt, @Nullable Instant expiresAt) {}

    /** @param secret the value of a new secret; absent where the request created none */
    static WebhookView of(WebhookEndpoint endpoint, int deadLetters, Instant now, @Nullable String secret) {
        DisabledReason reason = endpoint.disabled();
        return new WebhookView(
                endpoint.id(),
                new Target(
                        endpoint.target().url(),
                        endpoint.target().description(),
                        endpoint.target().eventTypes()),
                new State(reason == null, reason == null ? null : reason.text(), deadLetters),
                endpoint.secretsAt(now).stream()
                        .map(each -> new Secret(each.createdAt(), each.expiresAt()))
                        .toList(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                secret);
    }

    /** Without the address and the secret. */
    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
