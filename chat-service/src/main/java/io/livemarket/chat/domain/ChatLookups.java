package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups that {@link ChatDecider} makes beside the chat's own state: messages by id and by idempotency key,
 * users, blocks, files, offers, products, and the rules on content.
 */
public interface ChatLookups extends Attachments.Files {

    /**
     * The facts about a message that decisions depend on.
     *
     * @param deleted whether its sender deleted it
     * @param deletedAt the time of the deletion; absent for a message that was not deleted, and in states that were
     *     stored before this field existed
     * @param fixed true for a message that cannot be edited or deleted, such as one that shows an offer; else absent
     */
    record Message(
            UUID chatId,
            UUID id,
            UUID senderId,
            long seq,
            boolean deleted,
            @Nullable Instant deletedAt,
            @Nullable Boolean fixed) {

        /** A message that was not deleted. */
        public Message(UUID chatId, UUID id, UUID senderId, long seq) {
            this(chatId, id, senderId, seq, false, null, null);
        }

        /** A message as it was sent. */
        public static Message of(MessageSent e) {
            Boolean fixed = e.offerId() != null ? Boolean.TRUE : null;
            return new Message(e.chatId(), e.id(), e.senderId(), e.seq(), false, null, fixed);
        }

        /** A message that was deleted. */
        public static Message of(MessageDeleted e) {
            return new Message(e.chatId(), e.id(), e.senderId(), e.seq(), true, e.deletedAt(), null);
        }
    }

    /**
     * The first answer to an idempotency key.
     *
     * @param digest the {@link ContentDigest} of the first send; absent where words were masked and the digest is
     *     stored separately
     * @param masked the content as it was accepted, where words of it were masked; absent for any other message
     * @param warnings the categories that the sender was warned of, as in the message's event; absent without a warning
     */
    record FirstAnswer(
            UUID messageId,
            long seq,
            long version,
            MessageType type,
            Instant createdAt,
            @Nullable String digest,
            @Nullable String masked,
            @Nullable List<String> warnings) {

        /** This answer with a digest. */
        public FirstAnswer withDigest(String newDigest) {
            return new FirstAnswer(messageId, seq, version, type, createdAt, newDigest, masked, warnings);
        }
    }

    /** The message with this id, in any chat of the partition. */
    Optional<Message> message(UUID messageId);

    /** Whether the sender has ever used the idempotency key in this chat. */
    boolean isUsed(UUID chatId, UUID senderId, String key);

    /** The first answer to the sender's idempotency key in this chat; empty once its retention is over. */
    Optional<FirstAnswer> firstAnswer(UUID chatId, UUID senderId, String key);

    /** Whether a user with this id ever registered; also true for a deleted account. */
    boolean userExists(UUID userId);

    /** Whether the user deleted the account. */
    boolean userDeleted(UUID userId);

    /** Whether the user registered so shortly before a time that the account counts as new. */
    boolean isNewAccount(UUID userId, Instant at);

    /**
     * The number of chats that a user may open within an hour, if the account is new; empty for one without a limit.
     */
    OptionalInt chatsPerHour(UUID userId, Instant at);

    /** The time from which a new account may open another chat; empty where it may open one now. */
    Optional<Instant> mayContactFrom(UUID userId, Instant at);

    /** Whether either user blocks the other one. */
    boolean blockBetween(UUID one, UUID other);

    /** Whether {@code blocker} blocks {@code other}. */
    boolean blocks(UUID blocker, UUID other);

    /** The offer with this id, in any chat of the partition. */
    Optional<Offer> offer(UUID offerId);

    /** The product with this id, whatever its state; empty for a product that is not known. */
    Optional<ListedProduct> product(UUID productId);

    /**
     * The result of the rules on content that are in force now.
     *
     * @param afterDeal whether both participants agreed on a deal before the text was written
     * @param role the author's role in the chat; absent in a chat about nothing
     */
    Screening screen(String content, boolean afterDeal, @Nullable ChatRole role);
}
