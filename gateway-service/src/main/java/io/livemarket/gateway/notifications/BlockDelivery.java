package io.livemarket.gateway.notifications;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends blocks and unblocks to every socket of the blocking user, and to no other. The version of the event is left
 * out, because it also counts changes that only moderators may see. An event of a user without a socket here is not
 * parsed.
 */
public final class BlockDelivery {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final Set<String> TYPES = Set.of(typeOf(UserBlocked.class), typeOf(UserUnblocked.class));

    private final UserSockets sockets;

    /** The blocked or unblocked user, and the time. */
    private record Block(UUID userId, Instant at) {}

    public BlockDelivery(UserSockets sockets) {
        this.sockets = sockets;
    }

    private static String typeOf(Class<? extends ModerationEvent> type) {
        return EventTypes.of(ModerationEvent.class).nameOf(type);
    }

    /** Delivers a record. To be called by the one thread that reads the log, in the order of the log. */
    public void deliver(ConsumerRecord<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (type == null
                || !TYPES.contains(type)
                || Ids.parse(record.key()).filter(sockets::has).isEmpty()) {
            return;
        }
        EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
            if (event instanceof UserBlocked e) {
                emit(e.userId(), "user:blocked", new Block(e.blockedUserId(), e.blockedAt()));
            } else if (event instanceof UserUnblocked e) {
                emit(e.userId(), "user:unblocked", new Block(e.unblockedUserId(), e.unblockedAt()));
            }
        });
    }

    private void emit(UUID user, String name, Block block) {
        sockets.emit(user, EncodedEvent.of(name, Json.bytes(block)));
    }
}
