package io.livemarket.notification.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The push subscription of a device (W3C Push API, {@code PushSubscription}). Secret: it leaves this service sealed
 * only.
 *
 * @param endpoint an https address of a push service
 * @param p256dh the device's public key, base64url of 65 bytes
 * @param auth the device's secret, base64url of 16 bytes
 * @param vapidKey the VAPID public key with which the device subscribed; absent where its client does not name it, and
 *     in records of earlier versions
 */
public record PushSubscription(
        UUID id,
        String endpoint,
        String p256dh,
        String auth,
        Instant addedAt,
        @Nullable String vapidKey) {

    /** This subscription, with this VAPID key unless it names one. */
    public PushSubscription under(String sealedWith) {
        return vapidKey != null ? this : new PushSubscription(id, endpoint, p256dh, auth, addedAt, sealedWith);
    }

    /** The digest of the endpoint, which identifies the device across its users: SHA-256 in base64url. */
    public String device() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(endpoint.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Without the endpoint and the keys, so that a log has none of them. */
    @Override
    public String toString() {
        return "PushSubscription[" + id + "]";
    }
}
