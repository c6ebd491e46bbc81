package io.livemarket.gateway.requests;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A well-formed request of a client over a socket. The services decide about permission. */
public sealed interface ClientRequest {

    /**
     * The recipient of a message, whose private chat with the sender is opened where there is none.
     *
     * @param subject the thing that the chat is about; absent for the chat about nothing
     */
    record Recipient(UUID userId, @Nullable Subject subject) {}

    /**
     * @param chatId the chat; with a recipient, the private chat of sender and recipient
     * @param recipient absent where the client named the chat alone
     */
    record Send(
            UUID chatId,
            @Nullable Recipient recipient,
            MessageType type,
            @Nullable String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo,
            @Nullable String clientMessageId)
            implements ClientRequest {

        public @Nullable UUID to() {
            return recipient == null ? null : recipient.userId();
        }

        public @Nullable Subject subject() {
            return recipient == null ? null : recipient.subject();
        }
    }

    /** @param subjectId the product of a first offer, or the offer that is countered */
    record NewOffer(
            UUID chatId,
            UUID subjectId,
            Money price,
            @Nullable Long validForSeconds,
            @Nullable String clientMessageId) implements ClientRequest {}

    record OfOffer(UUID chatId, UUID offerId) implements ClientRequest {}

    record Edit(UUID chatId, UUID messageId, String content) implements ClientRequest {}

    record Delete(UUID chatId, UUID messageId) implements ClientRequest {}

    /** All messages up to one; exactly one of {@code upToSeq} and {@code messageId} is present. */
    record Mark(
            UUID chatId, @Nullable Long upToSeq, @Nullable UUID messageId) implements ClientRequest {}

    /** @param query the query of the URL, such as {@code beforeSeq=7&limit=50}; empty for the newest page */
    record History(UUID chatId, String query) implements ClientRequest {}

    /** @param body the JSON body of the request to chat-service */
    record Sync(byte[] body) implements ClientRequest {}

    /** @param body the JSON body of the request to moderation-service */
    record Report(UUID userId, byte[] body) implements ClientRequest {}

    /** The notifications to clear; exactly one of the components is present. */
    record Clear(
            @Nullable List<UUID> ids,
            @Nullable UUID chatId,
            @Nullable Instant upTo) implements ClientRequest {}

    record Refresh(String token) implements ClientRequest {}

    /** @param body the JSON body of the request to presence-service */
    record Statuses(byte[] body) implements ClientRequest {}

    record Typing(UUID chatId, boolean typing) implements ClientRequest {}
}
