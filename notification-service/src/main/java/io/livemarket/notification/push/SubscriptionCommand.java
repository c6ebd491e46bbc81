package io.livemarket.notification.push;

import io.livemarket.events.EventType;
import io.livemarket.events.notifications.RemovalReason;
import java.time.Instant;
import java.util.UUID;

/** A command about a push subscription. Its record is sealed, on an internal topic of notification-service. */
public sealed interface SubscriptionCommand {

    UUID userId();

    Instant requestedAt();

    /** Adds a device, or replaces its keys. */
    @EventType("notification.subscribe.v1")
    record Subscribe(UUID userId, PushSubscription subscription, Instant requestedAt) implements SubscriptionCommand {}

    /** Removes a device. */
    @EventType("notification.unsubscribe.v1")
    record Unsubscribe(UUID userId, UUID subscriptionId, RemovalReason reason, Instant requestedAt)
            implements SubscriptionCommand {}
}
