package io.livemarket.notification.webhooks.web;

import io.livemarket.kit.web.KnownFieldsOnly;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about webhooks. */
final class WebhookRequests {

    static final int MAX_URL = 1_000;
    static final int MAX_DESCRIPTION = 200;

    private WebhookRequests() {}

    /**
     * An endpoint.
     *
     * @param enabled whether it gets events; absent for no change, and for a new one that gets them
     */
    @KnownFieldsOnly
    record WantedWebhook(
            @NotNull @Size(max = MAX_URL) String url,
            @Size(max = MAX_DESCRIPTION) @Nullable String description,
            @NotNull @Size(min = 1, max = 100) List<@NotNull String> eventTypes,
            @Nullable Boolean enabled) {

        /** Without the address, which may have a secret in its path or query. */
        @Override
        public String toString() {
            return "WantedWebhook[" + eventTypes + "]";
        }
    }
}
