package io.livemarket.gateway.notifications;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.ChatUnmuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands what was raised and cleared to every socket of its user, as the event's own JSON, and mutes with the fields
 * that a client needs. An event of a user without a socket here is not parsed.
 */
final class NotificationDelivery {

    private static final EventTypes<NotificationEvent> TYPES = EventTypes.of(NotificationEvent.class);
    /** The types that sockets are told of, and under which name. */
    private static final Map<String, String> NAMES = Map.of(
            TYPES.nameOf(NotificationRaised.class), "notification:new",
            TYPES.nameOf(NotificationsCleared.class), "notification:clear",
            TYPES.nameOf(ChatMuted.class), "chat:muted",
            TYPES.nameOf(ChatUnmuted.class), "chat:unmuted");

    private static final String MUTED = TYPES.nameOf(ChatMuted.class);
    private static final String UNMUTED = TYPES.nameOf(ChatUnmuted.class);

    private final UserSockets sockets;

    /** Without the version of the user's notifications: in an event of a chat a client takes it for the chat's. */
    private record Muted(UUID chatId, Instant until, Instant at) {}

    private record Unmuted(UUID chatId, Instant at) {}

    NotificationDelivery(UserSockets sockets) {
        this.sockets = sockets;
    }

    /** For the one thread that reads the log, in its order. */
    void deliver(ConsumerRecord<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        String name = type == null ? null : NAMES.get(type);
        if (name == null) {
            return;
        }
        EncodedEvent frame = null;
        for (UUID userId : Envelope.audience(record.headers())) {
            if (sockets.has(userId)) {
                frame = frame == null ? EncodedEvent.of(name, payload(type, record)) : frame;
                sockets.emit(userId, frame);
            }
        }
    }

    private static byte[] payload(String type, ConsumerRecord<String, byte[]> record) {
        if (type.equals(MUTED)) {
            return Json.bytes(Json.read(record.value(), Muted.class));
        }
        return type.equals(UNMUTED) ? Json.bytes(Json.read(record.value(), Unmuted.class)) : ShownText.in(record);
    }
}
