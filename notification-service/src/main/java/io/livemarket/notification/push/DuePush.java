package io.livemarket.notification.push;

import io.livemarket.notification.domain.Push;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One push to one device. Its record is sealed, on an internal topic of notification-service.
 *
 * @param actorName the user name of the push's {@code actorId}; absent when it is not known or the user wants no names
 */
public record DuePush(
        UUID userId,
        PushSubscription to,
        Push push,
        @Nullable String actorName) {

    /** This push, whose subscription has this VAPID key unless it names one. */
    DuePush under(String sealedWith) {
        return new DuePush(userId, to.under(sealedWith), push, actorName);
    }
}
