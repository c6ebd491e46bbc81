package io.livemarket.notification.webhooks.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that gets events.
 *
 * @param secrets one secret or two, the newest first
 * @param disabled the reason for which the endpoint gets no events; absent for one that gets them
 */
public record WebhookEndpoint(
        UUID id,
        WebhookTarget target,
        List<WebhookSecret> secrets,
        @Nullable DisabledReason disabled,
        Instant createdAt,
        Instant updatedAt) {

    public WebhookEndpoint {
        secrets = List.copyOf(secrets);
    }

    /** Whether the endpoint gets events. */
    public boolean enabled() {
        return disabled == null;
    }

    /** The secrets with which a delivery at that time is signed, the newest first. */
    public List<WebhookSecret> secretsAt(Instant now) {
        return secrets.stream().filter(secret -> secret.isValidAt(now)).toList();
    }

    WebhookEndpoint with(WebhookTarget other, @Nullable DisabledReason reason, Instant at) {
        return new WebhookEndpoint(id, other, secrets, reason, createdAt, at);
    }

    WebhookEndpoint with(List<WebhookSecret> others, Instant at) {
        return new WebhookEndpoint(id, target, others, disabled, createdAt, at);
    }
}
