package io.livemarket.gateway.delivery;

import java.util.List;
import java.util.UUID;

/**
 * The newest place of each chat that this gateway showed lately, and the users that are in the chat: a confirmation of
 * what was just shown is known to be right before it is decided (decision 070). What is not in here may be right all
 * the same. Thread-safe.
 */
public final class ShownSeqs {

    /** Users of the chats that are remembered in one of two generations; some 100 bytes each. */
    private static final int USERS_KEPT = 50_000;

    private static final int MISSED_KEPT = 50_000;

    private final TwoGenerationCache<UUID, Place> chats = new TwoGenerationCache<>(USERS_KEPT);
    private final TwoGenerationCache<Reader, Long> missed = new TwoGenerationCache<>(MISSED_KEPT);

    private record Place(long seq, List<UUID> users) {}

    private record Reader(UUID userId, UUID chatId) {}

    /** Notes a message that the log brought, and the participants that may see it. */
    void shown(UUID chatId, long seq, List<UUID> users) {
        if (chatId != null && seq > 0) {
            chats.put(chatId, new Place(seq, users), users.size());
        }
    }

    /** Notes the messages that chat-service answered to be missed by a user. */
    public void missed(UUID userId, MissedMessages messages) {
        messages.newest().forEach((chatId, seq) -> missed.put(new Reader(userId, chatId), seq, 1));
    }

    /** Whether the user is known to be in the chat, and the chat to have a message at that place. */
    public boolean contains(UUID userId, UUID chatId, long seq) {
        Place place = chats.get(chatId);
        if (place != null && seq <= place.seq() && place.users().contains(userId)) {
            return true;
        }
        Long last = missed.get(new Reader(userId, chatId));
        return last != null && seq <= last;
    }
}
