package io.livemarket.notification.webhooks;

import io.livemarket.kit.web.StandardWebhooks;
import io.livemarket.notification.webhooks.domain.WebhookSecret;
import java.security.SecureRandom;
import java.time.Instant;

/** Makes secrets of webhooks. Thread-safe. */
public final class WebhookSecrets {

    private final SecureRandom random = new SecureRandom();

    /** A new secret of 32 random bytes. */
    public WebhookSecret next(Instant now) {
        return new WebhookSecret(StandardWebhooks.newSecret(random), now, null);
    }
}
