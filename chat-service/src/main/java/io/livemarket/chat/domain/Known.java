package io.livemarket.chat.domain;

import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What deciding may look up beside the chat: its messages by id and by key, who exists, who blocks whom, and files. */
public interface Known extends Attachments.Files {

    /**
     * A message as deciding needs it.
     *
     * @param deleted whether it was taken back
     * @param deletedAt when it was; null for others, and for those of states of before this was kept
     */
    record Message(UUID chatId, UUID id, UUID senderId, long seq, boolean deleted, Instant deletedAt) {

        /** A message as it was sent. */
        public Message(UUID chatId, UUID id, UUID senderId, long seq) {
            this(chatId, id, senderId, seq, false, null);
        }
    }

    /**
     * The first answer to an idempotency key.
     *
     * @param digest of what was sent, see {@link ContentDigest}
     * @param masked the content as it was accepted, when words of it were masked; else null
     * @param warnings as the message's event has them, or null
     */
    record Answered(
            UUID messageId,
            long seq,
            long version,
            MessageType type,
            Instant createdAt,
            String digest,
            String masked,
            List<String> warnings) {

        /** This answer with the digest of what was sent. */
        public Answered withDigest(String newDigest) {
            return new Answered(messageId, seq, version, type, createdAt, newDigest, masked, warnings);
        }
    }

    /** The message of that id, in whatever chat. */
    Optional<Message> message(UUID messageId);

    /** Whether a sender has used the idempotency key in this chat, however long ago. */
    boolean isUsed(UUID chatId, UUID senderId, String key);

    /** The first answer to a sender's idempotency key, in this chat; empty where the answer is no longer kept. */
    Optional<Answered> answered(UUID chatId, UUID senderId, String key);

    /** Whether a user of that id is registered. */
    boolean userExists(UUID userId);

    /** Whether a user deleted the account. */
    boolean userDeleted(UUID userId);

    /** Whether either of them blocks the other. */
    boolean blockBetween(UUID one, UUID other);

    /** Whether that one blocks the other. */
    boolean blocks(UUID blocker, UUID other);

    /**
     * What the rules on content that are in force now say about a text, written before or after a deal was agreed on.
     */
    Screening screen(String content, boolean afterDeal);
}
