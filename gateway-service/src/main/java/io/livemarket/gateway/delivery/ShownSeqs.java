package io.livemarket.gateway.delivery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest {@code seq} of each chat that this gateway showed recently, and the participants of the chat: a
 * confirmation of a message that was just shown is known to be valid before it is decided (decision 070). A
 * confirmation that is not covered may be valid as well. Thread-safe.
 */
public final class ShownSeqs {

    /** The participants of all chats that one of two generations remembers; about 100 bytes each. */
    private static final int USERS_KEPT = 50_000;

    private static final int MISSED_KEPT = 50_000;

    private final TwoGenerationCache<UUID, Place> chats = new TwoGenerationCache<>(USERS_KEPT);
    private final TwoGenerationCache<Reader, Long> missed = new TwoGenerationCache<>(MISSED_KEPT);

    private record Place(long seq, List<UUID> users) {}

    private record Reader(UUID userId, UUID chatId) {}

    /** Records a message from the log, and its audience. */
    void shown(@Nullable UUID chatId, long seq, List<UUID> users) {
        if (chatId != null && seq > 0) {
            chats.put(chatId, new Place(seq, users), users.size());
        }
    }

    /** Records the messages that a user missed, as chat-service answered. */
    public void missed(UUID userId, MissedMessages messages) {
        messages.newest().forEach((chatId, seq) -> missed.put(new Reader(userId, chatId), seq, 1));
    }

    /** Whether the user is known to be in the chat, and the chat to have a message with that {@code seq}. */
    public boolean contains(UUID userId, UUID chatId, long seq) {
        Place place = chats.get(chatId);
        if (place != null && seq <= place.seq() && place.users().contains(userId)) {
            return true;
        }
        Long last = missed.get(new Reader(userId, chatId));
        return last != null && seq <= last;
    }
}
