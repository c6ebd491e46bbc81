package io.livemarket.notification.web;

import io.livemarket.kit.web.WireTime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** What callers send. */
final class Requests {

    private Requests() {}

    /** @param until when it ends by itself, or null */
    record Mute(@NotNull Boolean muted, @WireTime Instant until) {}

    /**
     * As browsers' {@code PushSubscription.toJSON()} gives it.
     *
     * @param applicationServerKey the VAPID public key that the browser subscribed with, base64url; null for the
     *     current one
     */
    record Subscription(
            @NotNull @Size(max = 2000) String endpoint,
            @Valid @NotNull Keys keys,
            @Size(max = 100) String applicationServerKey) {

        @Override
        public String toString() {
            return "Subscription[]";
        }
    }

    record Keys(
            @NotNull @Size(max = 200) String p256dh,
            @NotNull @Size(max = 100) String auth) {

        @Override
        public String toString() {
            return "Keys[]";
        }
    }
}
