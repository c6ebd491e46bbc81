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
 * Hands blocks and unblocks to every socket of the blocking user, and to no other. The event's version is left out: it
 * counts what moderators know of the user as well. An event of a user without a socket here is not parsed.
 */
public final class BlockDelivery {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final Set<String> TYPES = Set.of(typeOf(UserBlocked.class), typeOf(UserUnblocked.class));

    private final UserSockets sockets;

    /** The other user, and when. */
    private record Block(UUID userId, Instant at) {}

    public BlockDelivery(UserSockets sockets) {
        this.sockets = sockets;
    }

    private static String typeOf(Class<? extends ModerationEvent> type) {
        return EventTypes.of(ModerationEvent.class).nameOf(type);
    }

    /** For the one thread that reads the log, in its order. */
    public void deliver(ConsumerRecord<String, byte[]> record) {
        if (!TYPES.contains(Envelope.text(record.headers(), Envelope.TYPE))
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
