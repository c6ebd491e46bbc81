package io.livemarket.ledger.model;

import java.util.UUID;

/**
 * Something that a socket was sent, in the order of arrival.
 *
 * @param messageId null for receipts and {@code reconnect}
 * @param content of a message or an edit, else null
 * @param who the sender of a message or whose receipt it is; null where the event does not name them
 * @param seq of a message, {@code upToSeq} of a receipt, else 0
 */
public record Sighting(What what, UUID chatId, long version, long seq, UUID messageId, String content, UUID who) {

    /**
     * The events that matter. {@code RECONNECT} ends what was missed; after {@code RECONNECT_LATE}, which has
     * {@code recovered: false}, the missed messages of some chats may follow, before anything else of those chats.
     */
    public enum What {
        MESSAGE,
        EDITED,
        DELETED,
        DELIVERED,
        READ,
        RECONNECT,
        RECONNECT_LATE;

        /** Whether it is about the connection and not about a chat. */
        public boolean isReconnect() {
            return this == RECONNECT || this == RECONNECT_LATE;
        }
    }

    /** The event that ends what was missed, or most of it. */
    public static Sighting reconnect(boolean recovered) {
        return new Sighting(recovered ? What.RECONNECT : What.RECONNECT_LATE, null, 0, 0, null, null, null);
    }
}
