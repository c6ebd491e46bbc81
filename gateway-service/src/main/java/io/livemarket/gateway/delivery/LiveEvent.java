package io.livemarket.gateway.delivery;

import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat event on its way to sockets: encoded once for each name under which it is sent, when the first socket needs
 * it. Thread-safe.
 */
final class LiveEvent {

    private final LiveEventKind kind;
    private final int partition;
    private final long offset;
    private final @Nullable UUID chatId;
    private final @Nullable UUID actor;
    private final byte[] json;
    private volatile @Nullable EncodedEvent toActor;
    private volatile @Nullable EncodedEvent toOthers;
    private volatile @Nullable EventFacts facts;
    private volatile @Nullable ReceiptFrames receipts;

    /** A copy of an event for users who must not see it. */
    private LiveEvent(LiveEvent event) {
        this.kind = event.kind;
        this.partition = event.partition;
        this.offset = event.offset;
        this.chatId = event.chatId;
        this.actor = event.actor;
        this.json = event.json;
        EventFacts known = event.facts();
        EncodedEvent place = known.withheldFrame();
        this.facts = known;
        this.toOthers = place;
        this.toActor = place;
    }

    LiveEvent(
            LiveEventKind kind, int partition, long offset, @Nullable UUID chatId, @Nullable UUID actor, byte[] json) {
        this.kind = kind;
        this.partition = partition;
        this.offset = offset;
        this.chatId = chatId;
        this.actor = actor;
        this.json = json;
    }

    /** This event for users who must not see it: its place in the chat alone. */
    LiveEvent withheld() {
        return new LiveEvent(this);
    }

    LiveEventKind kind() {
        return kind;
    }

    /** The partition of the log in which the event is. */
    int partition() {
        return partition;
    }

    /** The offset of the event in its partition. */
    long offset() {
        return offset;
    }

    @Nullable
    UUID chatId() {
        return chatId;
    }

    boolean isBy(UUID userId) {
        return userId.equals(actor);
    }

    EncodedEvent frameFor(UUID userId) {
        if (kind == LiveEventKind.RECEIPTS) {
            return receipts().frameFor(userId);
        }
        return isBy(userId) && !kind.toActor().equals(kind.toOthers()) ? toActor() : toOthers();
    }

    private ReceiptFrames receipts() {
        ReceiptFrames made = receipts;
        if (made == null) {
            made = ReceiptFrames.of(json);
            receipts = made;
        }
        return made;
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

    /** The facts in the JSON; parsed on the first call, which only sockets that have just connected make. */
    EventFacts facts() {
        EventFacts known = facts;
        if (known == null) {
            known = EventFacts.of(json);
            facts = known;
        }
        return known;
    }
}
