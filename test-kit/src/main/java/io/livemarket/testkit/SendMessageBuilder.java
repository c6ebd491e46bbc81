package io.livemarket.testkit;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a {@link SendMessage}: a text "hola" of the epoch without optional fields, unless a test names others. */
public final class SendMessageBuilder {

    private final UUID chatId;
    private final UUID actorId;
    private final UUID messageId;
    private @Nullable UUID to;
    private MessageType type = MessageType.TEXT;
    private @Nullable String content = "hola";
    private @Nullable List<Attachment> attachments;
    private @Nullable UUID productId;
    private @Nullable UUID replyTo;
    private @Nullable String clientMessageId;
    private Instant requestedAt = Instant.EPOCH;

    private SendMessageBuilder(UUID chatId, UUID actorId, UUID messageId) {
        this.chatId = chatId;
        this.actorId = actorId;
        this.messageId = messageId;
    }

    /** A message of a user, into a chat. */
    public static SendMessageBuilder sendMessage(UUID chatId, UUID actorId, UUID messageId) {
        return new SendMessageBuilder(chatId, actorId, messageId);
    }

    /** The recipient of a private chat's first message. */
    public SendMessageBuilder to(@Nullable UUID value) {
        to = value;
        return this;
    }

    public SendMessageBuilder type(MessageType value) {
        type = value;
        return this;
    }

    /** Absent, as in a file without a caption, or a text. */
    public SendMessageBuilder content(@Nullable String value) {
        content = value;
        return this;
    }

    /** Absent, as in a message without files, or a list. */
    public SendMessageBuilder attachments(@Nullable List<Attachment> value) {
        attachments = value;
        return this;
    }

    public SendMessageBuilder productId(UUID value) {
        productId = value;
        return this;
    }

    public SendMessageBuilder replyTo(@Nullable UUID value) {
        replyTo = value;
        return this;
    }

    /** The idempotency key; absent for a message without one. */
    public SendMessageBuilder key(@Nullable String value) {
        clientMessageId = value;
        return this;
    }

    public SendMessageBuilder at(Instant value) {
        requestedAt = value;
        return this;
    }

    public SendMessage build() {
        return new SendMessage(
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
                requestedAt);
    }
}
