package io.livemarket.ledger.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a socket got, in the order of arrival.
 *
 * @param chatId absent for {@code reconnect}
 * @param messageId absent for receipts and {@code reconnect}
 * @param content of a message or an edit; absent for other events
 * @param who the sender of a message or the user of a receipt; absent where the event does not name one
 * @param seq of a message, {@code upToSeq} of a receipt, else 0
 */
public record Sighting(
        What what,
        @Nullable UUID chatId,
        long version,
        long seq,
        @Nullable UUID messageId,
        @Nullable String content,
        @Nullable UUID who) {

    /**
     * The recorded events. {@code RECONNECT} ends the missed events; after {@code RECONNECT_LATE}, which has
     * {@code recovered: false}, the missed messages of some chats may follow, before any other event of those chats.
     */
    public enum What {
        MESSAGE,
        EDITED,
        DELETED,
        DELIVERED,
        READ,
        RECONNECT,
        RECONNECT_LATE;

        /** Whether the event is about the connection and not about a chat. */
        public boolean isReconnect() {
            return this == RECONNECT || this == RECONNECT_LATE;
        }
    }

    /**
     * The chat of the event.
     *
     * @throws IllegalStateException for an event that names none
     */
    public UUID chat() {
        if (chatId == null) {
            throw new IllegalStateException(what + " names no chat");
        }
        return chatId;
    }

    /**
     * The message of the event.
     *
     * @throws IllegalStateException for an event that names none
     */
    public UUID message() {
        if (messageId == null) {
            throw new IllegalStateException(what + " names no message");
        }
        return messageId;
    }

    /** The event that ends the missed events, or most of them. */
    public static Sighting reconnect(boolean recovered) {
        return new Sighting(recovered ? What.RECONNECT : What.RECONNECT_LATE, null, 0, 0, null, null, null);
    }
}
