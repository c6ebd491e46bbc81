package io.livemarket.notification.push;

import io.livemarket.notification.domain.Push;
import java.util.UUID;

/**
 * One push to one device, to be sent once. Travels sealed, on a topic that is notification-service's alone.
 *
 * @param actorName the sender's user name, or null when it is unknown or not to be said
 */
public record DuePush(UUID userId, PushSubscription to, Push push, String actorName) {

    /** This push with the VAPID key of its subscription, where it has none. */
    DuePush under(String sealedWith) {
        return new DuePush(userId, to.under(sealedWith), push, actorName);
    }
}
