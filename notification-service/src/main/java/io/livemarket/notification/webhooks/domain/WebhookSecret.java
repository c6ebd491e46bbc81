package io.livemarket.notification.webhooks.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that signs deliveries, as Standard Webhooks writes it: {@code whsec_} and the bytes in base64.
 *
 * @param expiresAt the end of a secret that a newer one replaces; absent for the newest
 */
public record WebhookSecret(
        String value, Instant createdAt, @Nullable Instant expiresAt) {

    boolean isValidAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    WebhookSecret until(Instant end) {
        return new WebhookSecret(value, createdAt, end);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "WebhookSecret[]";
    }
}
