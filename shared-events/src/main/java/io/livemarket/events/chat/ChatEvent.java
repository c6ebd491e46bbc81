package io.livemarket.events.chat;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one chat, in order; chat-service writes them. The chat id is the partition key. Field names are those of
 * the client protocol, because gateways write an event's own JSON into the frame.
 */
public sealed interface ChatEvent extends DomainEvent {

    UUID chatId();

    /**
     * Counts the chat's changes from 1 without gaps; {@link ChatHidden}, a change of one person's view, counts none.
     */
    long version();

    @Override
    default UUID aggregateId() {
        return chatId();
    }

    /** A chat came to be: the first event of each. */
    @EventType("chat.chat-opened.v1")
    record ChatOpened(
            UUID chatId,
            long version,
            ChatType type,
            List<UUID> participants,
            @Nullable String name,
            UUID createdBy,
            Instant createdAt)
            implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return createdAt;
        }
    }

    /**
     * A message took its place in the chat. {@code seq} counts the chat's messages from 1 without gaps.
     *
     * @param masked true when words were made unreadable by the rules on content; else null
     * @param warnings categories that the sender is warned of, such as {@code contact_details}; null when there are
     *     none
     */
    @EventType("chat.message-sent.v1")
    record MessageSent(
            UUID chatId,
            long version,
            long seq,
            UUID id,
            UUID senderId,
            MessageType type,
            String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo,
            @Nullable String clientMessageId,
            Instant createdAt,
            @Nullable Boolean masked,
            @Nullable List<String> warnings)
            implements ChatEvent {

        /** A message to which the rules on content had nothing to say. */
        public MessageSent(
                UUID chatId,
                long version,
                long seq,
                UUID id,
                UUID senderId,
                MessageType type,
                String content,
                @Nullable List<Attachment> attachments,
                @Nullable UUID productId,
                @Nullable UUID replyTo,
                @Nullable String clientMessageId,
                Instant createdAt) {
            this(
                    chatId,
                    version,
                    seq,
                    id,
                    senderId,
                    type,
                    content,
                    attachments,
                    productId,
                    replyTo,
                    clientMessageId,
                    createdAt,
                    null,
                    null);
        }

        @Override
        public Instant occurredAt() {
            return createdAt;
        }
    }

    /** The sender changed a message that nobody else had read; the rules on content apply as in {@link MessageSent}. */
    @EventType("chat.message-edited.v1")
    record MessageEdited(
            UUID chatId,
            long version,
            long seq,
            UUID id,
            UUID senderId,
            String content,
            Instant editedAt,
            @Nullable Boolean masked,
            @Nullable List<String> warnings)
            implements ChatEvent {

        /** A change to which the rules on content had nothing to say. */
        public MessageEdited(
                UUID chatId, long version, long seq, UUID id, UUID senderId, String content, Instant editedAt) {
            this(chatId, version, seq, id, senderId, content, editedAt, null, null);
        }

        @Override
        public Instant occurredAt() {
            return editedAt;
        }
    }

    /** The sender took back a message that nobody else had read. It keeps its {@code seq}. */
    @EventType("chat.message-deleted.v1")
    record MessageDeleted(UUID chatId, long version, long seq, UUID id, UUID senderId, Instant deletedAt)
            implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return deletedAt;
        }
    }

    /** A device of this participant has every message up to {@code upToSeq}; a watermark, it only rises. */
    @EventType("chat.messages-delivered.v1")
    record MessagesDelivered(UUID chatId, long version, UUID userId, long upToSeq, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** This participant read every message up to {@code upToSeq}, and so has them too; a watermark, it only rises. */
    @EventType("chat.messages-read.v1")
    record MessagesRead(UUID chatId, long version, UUID userId, long upToSeq, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * This participant of a private chat says that the two agreed on a deal.
     *
     * @param agreed whether both say so now
     */
    @EventType("chat.deal-confirmed.v1")
    record DealConfirmed(UUID chatId, long version, UUID userId, boolean agreed, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** This participant no longer says so: whatever the other says, there is no deal. */
    @EventType("chat.deal-withdrawn.v1")
    record DealWithdrawn(UUID chatId, long version, UUID userId, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** This participant's list no longer shows the chat, until its next message. Nobody else is told. */
    @EventType("chat.chat-hidden.v1")
    record ChatHidden(UUID chatId, long version, UUID userId, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }
}
