package io.livemarket.notification.domain;

import io.livemarket.events.notifications.NotificationEvent;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a fact, of a command, or of a moment that came: the new state, and what it makes the service publish.
 *
 * @param state the state after the decision; absent where there was none and none is made
 * @param event the event to publish; absent when nothing changed for the user
 * @param push the push to send to the user's devices; absent when none is due
 * @param suppressed the reason why a push that was due is not sent; absent when none was due, or when it is sent
 */
public record Decision<S>(
        @Nullable S state,
        @Nullable NotificationEvent event,
        @Nullable Push push,
        @Nullable Suppression suppressed) {

    static <S> Decision<S> withoutEvent(@Nullable S state) {
        return new Decision<>(state, null, null, null);
    }

    static <S> Decision<S> withEvent(S state, NotificationEvent event) {
        return new Decision<>(state, event, null, null);
    }
}
