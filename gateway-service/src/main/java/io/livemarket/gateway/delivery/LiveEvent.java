package io.livemarket.gateway.delivery;

import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;

/**
 * An event of the log on its way to sockets: encoded once for each name that it goes out under, when the first socket
 * needs it. Thread-safe.
 */
final class LiveEvent {

    private final LiveEventKind kind;
    private final int partition;
    private final long offset;
    private final UUID chatId;
    private final UUID actor;
    private final byte[] json;
    private volatile EncodedEvent toActor;
    private volatile EncodedEvent toOthers;
    private volatile EventFacts facts;

    /** The same event for those from whom it is withheld. */
    private LiveEvent(LiveEvent event) {
        this.kind = event.kind;
        this.partition = event.partition;
        this.offset = event.offset;
        this.chatId = event.chatId;
        this.actor = event.actor;
        this.json = event.json;
        this.facts = event.facts();
        this.toOthers = facts.withheldFrame();
        this.toActor = toOthers;
    }

    LiveEvent(LiveEventKind kind, int partition, long offset, UUID chatId, UUID actor, byte[] json) {
        this.kind = kind;
        this.partition = partition;
        this.offset = offset;
        this.chatId = chatId;
        this.actor = actor;
        this.json = json;
    }

    /** What is told of it to somebody from whom it is withheld: its place in the chat, and nothing else. */
    LiveEvent withheld() {
        return new LiveEvent(this);
    }

    LiveEventKind kind() {
        return kind;
    }

    /** The partition of the log that it came from. */
    int partition() {
        return partition;
    }

    /** Its place in that partition. */
    long offset() {
        return offset;
    }

    UUID chatId() {
        return chatId;
    }

    boolean isBy(UUID userId) {
        return userId.equals(actor);
    }

    EncodedEvent frameFor(UUID userId) {
        return isBy(userId) && !kind.toActor().equals(kind.toOthers()) ? toActor() : toOthers();
    }

    private EncodedEvent toActor() {
        EncodedEvent encoded = toActor;
        if (encoded == null) {
            encoded = EncodedEvent.of(kind.toActor(), kind.payload(json));
            toActor = encoded;
        }
        return encoded;
    }

    private EncodedEvent toOthers() {
        EncodedEvent encoded = toOthers;
        if (encoded == null) {
            encoded = EncodedEvent.of(kind.toOthers(), kind.payload(json));
            toOthers = encoded;
        }
        return encoded;
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
