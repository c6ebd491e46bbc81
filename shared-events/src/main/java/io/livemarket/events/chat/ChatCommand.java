package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of one chat; the gateway and chat-service's own REST write them, chat-service decides them. The
 * chat id is the partition key. {@code actorId} comes from the verified token, never from the client's payload;
 * {@code requestedAt} is the asking service's clock, to the millisecond.
 */
public sealed interface ChatCommand {

    UUID chatId();

    UUID actorId();

    Instant requestedAt();

    /**
     * Opens a chat.
     *
     * @param participants everybody in it, the actor included
     * @param name a group's name; null for a private chat
     */
    @EventType("chat.open-chat.v1")
    record OpenChat(UUID chatId, UUID actorId, ChatType type, List<UUID> participants, @Nullable String name, Instant requestedAt)
            implements ChatCommand {}

    /**
     * Sends a message.
     *
     * @param to the other person, where the private chat may have to be opened first; else null
     * @param messageId the id that the message gets if it is accepted, UUIDv7
     * @param clientMessageId the client's idempotency key, or null
     */
    @EventType("chat.send-message.v1")
    record SendMessage(
            UUID chatId,
            UUID actorId,
            @Nullable UUID to,
            UUID messageId,
            MessageType type,
            @Nullable String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo,
            @Nullable String clientMessageId,
            Instant requestedAt)
            implements ChatCommand {}

    /** Changes the content of one's own message. */
    @EventType("chat.edit-message.v1")
    record EditMessage(UUID chatId, UUID actorId, UUID messageId, @Nullable String content, Instant requestedAt)
            implements ChatCommand {}

    /** Takes back one's own message. */
    @EventType("chat.delete-message.v1")
    record DeleteMessage(UUID chatId, UUID actorId, UUID messageId, Instant requestedAt) implements ChatCommand {}

    /** Confirms delivery up to a message, named by {@code upToSeq} or else by {@code messageId}. */
    @EventType("chat.mark-delivered.v1")
    record MarkDelivered(UUID chatId, UUID actorId, @Nullable Long upToSeq, @Nullable UUID messageId, Instant requestedAt)
            implements ChatCommand {}

    /** Says that everything up to a message was read; named as in {@link MarkDelivered}. */
    @EventType("chat.mark-read.v1")
    record MarkRead(UUID chatId, UUID actorId, @Nullable Long upToSeq, @Nullable UUID messageId, Instant requestedAt)
            implements ChatCommand {}

    /** Takes the chat off the actor's list until its next message. */
    @EventType("chat.hide-chat.v1")
    record HideChat(UUID chatId, UUID actorId, Instant requestedAt) implements ChatCommand {}

    /** Says that the two of a private chat agreed on a deal. */
    @EventType("chat.confirm-deal.v1")
    record ConfirmDeal(UUID chatId, UUID actorId, Instant requestedAt) implements ChatCommand {}

    /** Takes back what {@link ConfirmDeal} said. */
    @EventType("chat.withdraw-deal.v1")
    record WithdrawDeal(UUID chatId, UUID actorId, Instant requestedAt) implements ChatCommand {}
}
