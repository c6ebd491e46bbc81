package io.livemarket.events.chat;

import java.util.UUID;

/**
 * A participant's watermarks, which only rise.
 *
 * @param deliveredUpTo a device of the participant has every message up to this {@code seq}
 * @param readUpTo the participant has read every message up to this {@code seq}; never above {@code deliveredUpTo}
 */
public record Receipt(UUID userId, long deliveredUpTo, long readUpTo) {

    /** The most participants of a group whose receipts are events of their own. */
    public static final int SMALL_GROUP = 10;

    /** Whether the receipts of a chat are gathered into {@link ChatEvent.ReceiptsAdvanced}. */
    public static boolean areGathered(ChatType type, int participants) {
        return type == ChatType.GROUP && participants > SMALL_GROUP;
    }
}
