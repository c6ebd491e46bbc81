package io.livemarket.notification.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a device gets its pushes (W3C Push API, {@code PushSubscription}). Not for anybody else's eyes.
 *
 * @param endpoint an https address of a push service
 * @param p256dh the device's public key, base64url of 65 bytes
 * @param auth the device's secret, base64url of 16 bytes
 * @param vapidKey the VAPID public key that the device subscribed with; null where its client does not name it, and in
 *     what earlier versions wrote
 */
public record PushSubscription(UUID id, String endpoint, String p256dh, String auth, Instant addedAt, String vapidKey) {

    /** This subscription with a VAPID key, where it has none. */
    public PushSubscription under(String sealedWith) {
        return vapidKey != null ? this : new PushSubscription(id, endpoint, p256dh, auth, addedAt, sealedWith);
    }

    /** A digest of the address, by which the device is known whoever uses it. */
    public String device() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(endpoint.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Names no address and no key. */
    @Override
    public String toString() {
        return "PushSubscription[" + id + "]";
    }
}
