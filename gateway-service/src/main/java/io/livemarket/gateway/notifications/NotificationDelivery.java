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
import org.jspecify.annotations.Nullable;

/**
 * Sends raised and cleared notifications to every socket of their user, as the JSON of the event, and mutes with the
 * fields that a client needs. An event of a user without a socket here is not parsed.
 */
final class NotificationDelivery {

    private static final EventTypes<NotificationEvent> TYPES = EventTypes.of(NotificationEvent.class);
    /** The event types that are sent to sockets, with their names. */
    private static final Map<String, String> NAMES = Map.of(
            TYPES.nameOf(NotificationRaised.class), "notification:new",
            TYPES.nameOf(NotificationsCleared.class), "notification:clear",
            TYPES.nameOf(ChatMuted.class), "chat:muted",
            TYPES.nameOf(ChatUnmuted.class), "chat:unmuted");

    private static final String MUTED = TYPES.nameOf(ChatMuted.class);
    private static final String UNMUTED = TYPES.nameOf(ChatUnmuted.class);

    private final UserSockets sockets;

    /**
     * Without the version of the user's notifications: in an event of a chat, a client takes it for the version of the
     * chat.
     */
    private record Muted(UUID chatId, @Nullable Instant until, Instant at) {}

    private record Unmuted(UUID chatId, Instant at) {}

    NotificationDelivery(UserSockets sockets) {
        this.sockets = sockets;
    }

    /** Delivers a record. To be called by the one thread that reads the log, in the order of the log. */
    void deliver(ConsumerRecord<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        String name = type == null ? null : NAMES.get(type);
        if (type == null || name == null) {
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
