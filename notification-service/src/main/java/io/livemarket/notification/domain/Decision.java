package io.livemarket.notification.domain;

import io.livemarket.events.notifications.NotificationEvent;

/**
 * What comes of a fact, a command, or of time.
 *
 * @param state as it is now
 * @param event what others are to know, or null
 * @param push what is to be pushed, or null
 * @param suppressed why nothing is pushed although it was due, or null
 */
public record Decision<S>(S state, NotificationEvent event, Push push, Suppression suppressed) {

    static <S> Decision<S> quietly(S state) {
        return new Decision<>(state, null, null, null);
    }

    static <S> Decision<S> tell(S state, NotificationEvent event) {
        return new Decision<>(state, event, null, null);
    }
}
