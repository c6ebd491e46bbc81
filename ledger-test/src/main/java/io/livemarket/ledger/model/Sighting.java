package io.livemarket.ledger.model;

import java.util.UUID;

/**
 * Something that a socket was sent, in the order of arrival.
 *
 * @param messageId null for receipts and {@link What#RECONNECT}
 * @param content of a message or an edit, else null
 * @param who the sender of a message or whose receipt it is; null where the event does not name them
 * @param seq of a message, {@code upToSeq} of a receipt, else 0
 */
public record Sighting(What what, UUID chatId, long version, long seq, UUID messageId, String content, UUID who) {

    /** The events that matter; {@code RECONNECT} ends what was missed. */
    public enum What { MESSAGE, EDITED, DELETED, DELIVERED, READ, RECONNECT }

    /** The event that ends what was missed. */
    public static Sighting reconnect() {
        return new Sighting(What.RECONNECT, null, 0, 0, null, null, null);
    }
}
