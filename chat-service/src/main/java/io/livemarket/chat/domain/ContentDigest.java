package io.livemarket.chat.domain;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A digest of the fields that the client chose. Two sends with one idempotency key are one message if their digests are
 * equal.
 */
public final class ContentDigest {

    private static final int BYTES = 16;

    private ContentDigest() {}

    /** 128 bits of SHA-256 over type, content, attachments, product and reply, in base64. */
    public static String of(SendMessage send) {
        return of(send.type(), send.content(), send.attachments(), send.productId(), send.replyTo());
    }

    /** The digest of the send that led to this message; valid only if no words of the message were masked. */
    static String of(MessageSent sent) {
        return of(sent.type(), sent.content(), sent.attachments(), sent.productId(), sent.replyTo());
    }

    private static String of(
            MessageType type,
            @Nullable String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo) {
        String joined = String.join(
                "\u0000",
                String.valueOf(type),
                content == null ? "" : content,
                attachments(attachments),
                String.valueOf(productId),
                String.valueOf(replyTo));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /**
     * The text of attachments in a digest. Digests are compared across versions of the service, so that this form must
     * never change: fields that {@link Attachment} gained later, such as dimensions, follow from its {@code fileId} and
     * are left out.
     */
    private static String attachments(@Nullable List<Attachment> attachments) {
        return attachments == null
                ? "null"
                : attachments.stream()
                        .map(a -> a == null
                                ? "null"
                                : "Attachment[fileId=%s, name=%s, contentType=%s, size=%s]"
                                        .formatted(a.fileId(), a.name(), a.contentType(), a.size()))
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
