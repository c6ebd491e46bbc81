package io.livemarket.chat.projection;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its readers see it: {@code Message} of the protocol.
 *
 * @param version the chat's version at the message's last change
 * @param senderId absent for a message that is withheld from the reader
 * @param content empty for a deleted message and for one that is withheld from the reader
 * @param masked true when the rules on content masked words of it; otherwise absent
 * @param warnings the categories that the sender is warned of; absent without a warning
 * @param withheld true when this message is withheld from the reader and only its {@code seq} is shown; otherwise
 *     absent
 * @param system true when a service account of the marketplace sent it, which is no participant; otherwise absent
 */
public record MessageView(
        UUID id,
        UUID chatId,
        long seq,
        long version,
        @Nullable UUID senderId,
        MessageType type,
        String content,
        @Nullable List<Attachment> attachments,
        @Nullable UUID productId,
        @Nullable UUID replyTo,
        @Nullable String clientMessageId,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable Boolean masked,
        @Nullable List<String> warnings,
        @Nullable Boolean withheld,
        @Nullable Boolean system) {

    /** A message as it was sent. */
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
                null,
                e.system());
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
                withheld,
                system);
    }

    /** The message after its deletion: it keeps its {@code seq} and has no content. */
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
                withheld,
                system);
    }

    /** The message for a reader that does not get its content: its id, {@code seq} and time alone. */
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
                true,
                null);
    }
}
