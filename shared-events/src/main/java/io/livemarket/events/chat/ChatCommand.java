package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to one chat. The gateway and chat-service's own REST endpoints publish commands, chat-service decides them.
 * The chat id is the partition key. {@code actorId} comes from the verified token, never from the client's payload;
 * {@code requestedAt} is the clock of the publishing service, to the millisecond.
 */
public sealed interface ChatCommand
        permits ChatCommand.OpenChat,
                ChatCommand.SendMessage,
                ChatCommand.EditMessage,
                ChatCommand.DeleteMessage,
                ChatCommand.MarkDelivered,
                ChatCommand.MarkRead,
                ChatCommand.HideChat,
                ChatCommand.ArrangeChat,
                ChatCommand.ConfirmDeal,
                ChatCommand.WithdrawDeal,
                OfferCommand,
                GroupCommand,
                SystemCommand {

    UUID chatId();

    UUID actorId();

    Instant requestedAt();

    /**
     * Opens a chat.
     *
     * @param participants all participants, the actor included
     * @param name a group's name; absent for a private chat
     * @param subject the thing that a private chat is about; absent for a group, and for a chat about nothing
     * @param history the messages that a member of a group sees who joins later; absent for
     *     {@link GroupHistory#JOINING}, and for a private chat
     */
    @EventType("chat.open-chat.v1")
    record OpenChat(
            UUID chatId,
            UUID actorId,
            ChatType type,
            List<UUID> participants,
            @Nullable String name,
            Instant requestedAt,
            @Nullable Subject subject,
            @Nullable GroupHistory history)
            implements ChatCommand {

        /** Opens a private chat, or a group whose later members see the messages from their joining on. */
        public OpenChat(
                UUID chatId,
                UUID actorId,
                ChatType type,
                List<UUID> participants,
                @Nullable String name,
                Instant requestedAt,
                @Nullable Subject subject) {
            this(chatId, actorId, type, participants, name, requestedAt, subject, null);
        }

        /** Opens a chat about nothing, or a group. */
        public OpenChat(
                UUID chatId,
                UUID actorId,
                ChatType type,
                List<UUID> participants,
                @Nullable String name,
                Instant requestedAt) {
            this(chatId, actorId, type, participants, name, requestedAt, null, null);
        }
    }

    /**
     * Sends a message.
     *
     * @param to the other participant of a private chat that may have to be opened first; absent for a chat that exists
     * @param messageId the id of the message if it is accepted, UUIDv7
     * @param clientMessageId the client's idempotency key
     * @param subject the thing that the chat with {@code to} is about; absent for a chat about nothing, and without
     *     {@code to}
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
            Instant requestedAt,
            @Nullable Subject subject)
            implements ChatCommand {

        /** A message to a chat that exists, or that is about nothing. */
        public SendMessage(
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
                Instant requestedAt) {
            this(
                    chatId,
                    actorId,
                    to,
                    messageId,
                    type,
                    content,
                    attachments,
                    productId,
                    replyTo,
                    clientMessageId,
                    requestedAt,
                    null);
        }
    }

    /** Changes the content of a message that the actor sent. */
    @EventType("chat.edit-message.v1")
    record EditMessage(
            UUID chatId,
            UUID actorId,
            UUID messageId,
            @Nullable String content,
            Instant requestedAt) implements ChatCommand {}

    /** Deletes a message that the actor sent. */
    @EventType("chat.delete-message.v1")
    record DeleteMessage(UUID chatId, UUID actorId, UUID messageId, Instant requestedAt) implements ChatCommand {}

    /**
     * Confirms the delivery of all messages up to one, which {@code upToSeq} names, or {@code messageId} where that is
     * absent.
     */
    @EventType("chat.mark-delivered.v1")
    record MarkDelivered(
            UUID chatId,
            UUID actorId,
            @Nullable Long upToSeq,
            @Nullable UUID messageId,
            Instant requestedAt) implements ChatCommand {}

    /** Marks all messages up to one as read; {@code upToSeq} names it, or {@code messageId} where that is absent. */
    @EventType("chat.mark-read.v1")
    record MarkRead(
            UUID chatId,
            UUID actorId,
            @Nullable Long upToSeq,
            @Nullable UUID messageId,
            Instant requestedAt) implements ChatCommand {}

    /** Removes the chat from the actor's list until the chat's next message. */
    @EventType("chat.hide-chat.v1")
    record HideChat(UUID chatId, UUID actorId, Instant requestedAt) implements ChatCommand {}

    /**
     * Pins, archives or labels the chat for the actor alone, or takes that back; what is absent stays as it is.
     *
     * @param labels all labels of the chat from now on: at most 10 of 1–30 code points
     */
    @EventType("chat.arrange-chat.v1")
    record ArrangeChat(
            UUID chatId,
            UUID actorId,
            @Nullable Boolean pinned,
            @Nullable Boolean archived,
            @Nullable List<String> labels,
            Instant requestedAt)
            implements ChatCommand {}

    /** Confirms that the two participants of a private chat agreed on a deal. */
    @EventType("chat.confirm-deal.v1")
    record ConfirmDeal(UUID chatId, UUID actorId, Instant requestedAt) implements ChatCommand {}

    /** Withdraws the actor's {@link ConfirmDeal}. */
    @EventType("chat.withdraw-deal.v1")
    record WithdrawDeal(UUID chatId, UUID actorId, Instant requestedAt) implements ChatCommand {}
}
