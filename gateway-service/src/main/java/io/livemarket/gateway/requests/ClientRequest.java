package io.livemarket.gateway.requests;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a client asks over a socket, of the right shape. Whether it may is decided elsewhere. */
public sealed interface ClientRequest {

    /** @param chatId with a {@code to}, the id of the private chat of both */
    record Send(
            UUID chatId,
            UUID to,
            MessageType type,
            String content,
            List<Attachment> attachments,
            UUID productId,
            UUID replyTo,
            String clientMessageId)
            implements ClientRequest {}

    record Edit(UUID chatId, UUID messageId, String content) implements ClientRequest {}

    record Delete(UUID chatId, UUID messageId) implements ClientRequest {}

    /** Up to which message; exactly one of {@code upToSeq} and {@code messageId} is there. */
    record Mark(UUID chatId, Long upToSeq, UUID messageId) implements ClientRequest {}

    /** @param query of the URL, such as {@code beforeSeq=7&limit=50}; empty when there is none */
    record History(UUID chatId, String query) implements ClientRequest {}

    /** @param body of the request to chat-service, JSON */
    record Sync(byte[] body) implements ClientRequest {}

    /** @param body of the request to moderation-service, JSON */
    record Report(UUID userId, byte[] body) implements ClientRequest {}

    /** Which notifications; exactly one of the three is there. */
    record Clear(List<UUID> ids, UUID chatId, Instant upTo) implements ClientRequest {}

    record Refresh(String token) implements ClientRequest {}

    /** @param body of the request to presence-service, JSON */
    record Statuses(byte[] body) implements ClientRequest {}

    record Typing(UUID chatId, boolean typing) implements ClientRequest {}
}
