package io.livemarket.notification.webhooks;

import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes one attempt to deliver an event. */
@FunctionalInterface
public interface WebhookSender {

    /** The outcome of an attempt. */
    sealed interface Outcome {

        /** The endpoint accepted the event. */
        record Accepted() implements Outcome {}

        /** The endpoint wants no more events. */
        record Gone() implements Outcome {}

        /**
         * The endpoint did not accept the event.
         *
         * @param reason a status, or the name of a fault; nothing of the address or a body
         * @param after the pause that the endpoint asks for; absent when it asks for none
         */
        record Failed(String reason, @Nullable Duration after) implements Outcome {}
    }

    Outcome send(WebhookEndpoint endpoint, Delivery.Event event);
}
