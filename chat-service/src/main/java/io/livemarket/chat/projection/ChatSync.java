package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What changed in a chat since a version: {@code ChatSync} of the protocol.
 *
 * @param complete whether {@code messages} holds every message that changed since
 * @param type this and the components after it describe a chat that the caller does not have; null for others
 */
public record ChatSync(
        UUID chatId,
        long version,
        long seq,
        boolean complete,
        List<MessageView> messages,
        List<ChatView.Receipt> receipts,
        DealView deal,
        ChatType type,
        List<UUID> participants,
        String name,
        UUID createdBy,
        Instant createdAt) {

    /** The answer to a caller that has the chat at a version; at 0 the caller has nothing of it. */
    static ChatSync since(long version, ChatDocument chat, boolean complete, List<MessageView> messages, UUID viewer) {
        ChatSync changes = new ChatSync(
                chat.chatId(),
                chat.version(),
                chat.seq(),
                complete,
                messages,
                ChatView.receipts(chat, viewer),
                ChatView.deal(chat),
                null,
                null,
                null,
                null,
                null);
        return version > 0 ? changes : changes.describing(chat);
    }

    /** With the watermarks of one participant alone, where room is short. */
    ChatSync withReceiptOf(UUID viewer) {
        return new ChatSync(
                chatId,
                version,
                seq,
                complete,
                messages,
                receipts.stream().filter(r -> r.userId().equals(viewer)).toList(),
                null,
                type,
                participants,
                name,
                createdBy,
                createdAt);
    }

    private ChatSync describing(ChatDocument chat) {
        return new ChatSync(
                chatId,
                version,
                seq,
                complete,
                messages,
                receipts,
                deal,
                chat.type(),
                chat.readers().stream().map(Reader::userId).toList(),
                chat.name(),
                chat.createdBy(),
                chat.createdAt());
    }
}
