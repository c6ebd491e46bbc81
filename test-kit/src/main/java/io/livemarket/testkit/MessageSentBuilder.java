package io.livemarket.testkit;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a {@link MessageSent}: a text "hola" of the epoch without optional fields, unless a test names others. */
public final class MessageSentBuilder {

    private final UUID chatId;
    private final long version;
    private final long seq;
    private final UUID id;
    private final UUID senderId;
    private MessageType type = MessageType.TEXT;
    private String content = "hola";
    private @Nullable List<Attachment> attachments;
    private @Nullable UUID productId;
    private @Nullable UUID replyTo;
    private @Nullable String clientMessageId;
    private Instant createdAt = Instant.EPOCH;
    private @Nullable Boolean masked;
    private @Nullable List<String> warnings;

    private MessageSentBuilder(UUID chatId, long version, long seq, UUID id, UUID senderId) {
        this.chatId = chatId;
        this.version = version;
        this.seq = seq;
        this.id = id;
        this.senderId = senderId;
    }

    /** A message with its place in the chat. */
    public static MessageSentBuilder messageSent(UUID chatId, long version, long seq, UUID id, UUID senderId) {
        return new MessageSentBuilder(chatId, version, seq, id, senderId);
    }

    /** A file that a message names by its id alone. */
    public static Attachment undescribed(UUID fileId) {
        return new Attachment(fileId, null, null, null);
    }

    public MessageSentBuilder type(MessageType value) {
        type = value;
        return this;
    }

    public MessageSentBuilder content(String value) {
        content = value;
        return this;
    }

    /** Absent, as in a message without files, or a list. */
    public MessageSentBuilder attachments(@Nullable List<Attachment> value) {
        attachments = value;
        return this;
    }

    public MessageSentBuilder productId(UUID value) {
        productId = value;
        return this;
    }

    public MessageSentBuilder replyTo(UUID value) {
        replyTo = value;
        return this;
    }

    /** The idempotency key; absent for a message that was sent without one. */
    public MessageSentBuilder key(@Nullable String value) {
        clientMessageId = value;
        return this;
    }

    public MessageSentBuilder at(Instant value) {
        createdAt = value;
        return this;
    }

    /** The rules on content masked words of the message. */
    public MessageSentBuilder masked() {
        masked = true;
        return this;
    }

    public MessageSentBuilder warnings(String... categories) {
        warnings = List.of(categories);
        return this;
    }

    public MessageSent build() {
        return new MessageSent(
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
                masked,
                warnings);
    }
}
