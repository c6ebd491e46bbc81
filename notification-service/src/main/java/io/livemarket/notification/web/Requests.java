package io.livemarket.notification.web;

import io.livemarket.kit.web.WireTime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bodies of requests. */
final class Requests {

    private Requests() {}

    /** @param until the end of the mute; absent when the user ends it */
    record Mute(@NotNull Boolean muted, @WireTime @Nullable Instant until) {}

    /**
     * A push subscription as browsers' {@code PushSubscription.toJSON()} gives it.
     *
     * @param applicationServerKey the VAPID public key with which the browser subscribed, base64url; absent for the
     *     current one
     */
    record Subscription(
            @NotNull @Size(max = 2000) String endpoint,
            @Valid @NotNull Keys keys,
            @Size(max = 100) @Nullable String applicationServerKey) {

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
