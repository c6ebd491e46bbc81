package io.livemarket.gateway.delivery;

import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;

/** An event of the log on its way to sockets: encoded once for each name that it goes out under. */
final class LiveEvent {

    private final LiveEventKind kind;
    private final UUID chatId;
    private final UUID actor;
    private final byte[] json;
    private final EncodedEvent toActor;
    private final EncodedEvent toOthers;
    private volatile EventFacts facts;

    LiveEvent(LiveEventKind kind, UUID chatId, UUID actor, byte[] json) {
        this.kind = kind;
        this.chatId = chatId;
        this.actor = actor;
        this.json = json;
        this.toOthers = EncodedEvent.of(kind.toOthers(), json);
        this.toActor = kind.toActor().equals(kind.toOthers()) ? toOthers : EncodedEvent.of(kind.toActor(), json);
    }

    LiveEventKind kind() {
        return kind;
    }

    UUID chatId() {
        return chatId;
    }

    boolean isBy(UUID userId) {
        return userId.equals(actor);
    }

    EncodedEvent frameFor(UUID userId) {
        return isBy(userId) ? toActor : toOthers;
    }

    /** What the JSON says; read when first asked for, which only sockets that just connected do. */
    EventFacts facts() {
        EventFacts known = facts;
        if (known == null) {
            known = EventFacts.of(json);
            facts = known;
        }
        return known;
    }
}
