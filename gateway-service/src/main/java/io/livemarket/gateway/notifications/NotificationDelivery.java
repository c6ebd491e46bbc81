package io.livemarket.gateway.notifications;

import io.livemarket.events.EventTypes;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.socketio.EncodedEvent;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands what was raised and cleared to every socket of its user, as the event's own JSON. An event that concerns nobody here
 * is not looked into.
 */
final class NotificationDelivery {

    private static final EventTypes<NotificationEvent> TYPES = EventTypes.of(NotificationEvent.class);
    /** The types that sockets are told of, and under which name. */
    private static final Map<String, String> NAMES = Map.of(
            TYPES.nameOf(NotificationRaised.class), "notification:new",
            TYPES.nameOf(NotificationsCleared.class), "notification:clear");

    private final UserSockets sockets;

    NotificationDelivery(UserSockets sockets) {
        this.sockets = sockets;
    }

    /** For the one thread that reads the log, in its order. */
    void deliver(ConsumerRecord<String, byte[]> record) {
        String name = NAMES.get(Envelope.text(record.headers(), Envelope.TYPE));
        if (name == null) {
            return;
        }
        EncodedEvent frame = null;
        for (UUID userId : Envelope.audience(record.headers())) {
            if (sockets.has(userId)) {
                frame = frame == null ? EncodedEvent.of(name, ShownText.in(record)) : frame;
                sockets.emit(userId, frame);
            }
        }
    }
}
