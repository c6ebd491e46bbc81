package io.livemarket.chat.domain;

import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What deciding may look up beside the chat: its messages by id and by key, who exists, and who blocks whom. */
public interface Known {

    /**
     * A message as deciding needs it.
     *
     * @param deleted whether it was taken back
     */
    record Message(UUID chatId, UUID id, UUID senderId, long seq, boolean deleted) {}

    /**
     * The first answer to an idempotency key.
     *
     * @param digest of what was sent, see {@link ContentDigest}
     */
    record Answered(UUID messageId, long seq, long version, MessageType type, Instant createdAt, String digest) {}

    /** The message of that id, in whatever chat. */
    Optional<Message> message(UUID messageId);

    /** What a sender's idempotency key was first answered with, in this chat. */
    Optional<Answered> answered(UUID chatId, UUID senderId, String key);

    /** Whether a user of that id is registered. */
    boolean userExists(UUID userId);

    /** Whether either of them blocks the other. */
    boolean blockBetween(UUID one, UUID other);
}
