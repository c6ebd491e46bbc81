package io.livemarket.chat.projection;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message as its readers see it: {@code Message} of the protocol.
 *
 * @param version of the chat when the message last changed
 * @param masked true when words were made unreadable by the rules on content; else null
 * @param warnings categories that the sender is warned of, or null
 * @param withheld true when it is a place where a message stands that this reader must not see; else null
 */
public record MessageView(
        UUID id,
        UUID chatId,
        long seq,
        long version,
        UUID senderId,
        MessageType type,
        String content,
        List<Attachment> attachments,
        UUID productId,
        UUID replyTo,
        String clientMessageId,
        Instant createdAt,
        Instant editedAt,
        Instant deletedAt,
        Boolean masked,
        List<String> warnings,
        Boolean withheld) {

    /** As it was sent. */
    public static MessageView of(MessageSent e) {
        return new MessageView(
                e.id(),
                e.chatId(),
                e.seq(),
                e.version(),
                e.senderId(),
                e.type(),
                e.content(),
                e.attachments(),
                e.productId(),
                e.replyTo(),
                e.clientMessageId(),
                e.createdAt(),
                null,
                null,
                e.masked(),
                e.warnings(),
                null);
    }

    MessageView edited(MessageEdited e) {
        return new MessageView(
                id,
                chatId,
                seq,
                e.version(),
                senderId,
                type,
                e.content(),
                attachments,
                productId,
                replyTo,
                clientMessageId,
                createdAt,
                e.editedAt(),
                deletedAt,
                e.masked(),
                e.warnings(),
                withheld);
    }

    /** Keeps its place; what it said is gone. */
    MessageView deleted(MessageDeleted e) {
        return new MessageView(
                id,
                chatId,
                seq,
                e.version(),
                senderId,
                type,
                "",
                null,
                null,
                replyTo,
                clientMessageId,
                createdAt,
                editedAt,
                e.deletedAt(),
                null,
                null,
                withheld);
    }

    /** What is left of it for somebody who must not see it: its place. */
    MessageView withheldFromReader() {
        return new MessageView(
                id,
                chatId,
                seq,
                version,
                null,
                MessageType.TEXT,
                "",
                null,
                null,
                null,
                null,
                createdAt,
                null,
                null,
                null,
                null,
                true);
    }
}
