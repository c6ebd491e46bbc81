package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a chat since a version: {@code ChatSync} of the protocol.
 *
 * @param complete whether {@code messages} holds every message that was sent or changed since that version
 * @param type this and the following components describe the chat to a caller that does not have it, or that has a
 *     group as it was before a change of its members, admins, invitations or name; all are absent for other callers
 * @param group absent for a private chat
 */
public record ChatSync(
        UUID chatId,
        long version,
        long seq,
        boolean complete,
        List<MessageView> messages,
        List<ChatView.Receipt> receipts,
        @Nullable DealView deal,
        @Nullable ChatType type,
        @Nullable List<UUID> participants,
        @Nullable String name,
        @Nullable UUID createdBy,
        @Nullable Instant createdAt,
        @Nullable GroupView group) {

    /**
     * The answer to a caller that has the chat at a version; a caller at 0 has nothing of it and is answered with the
     * chat's description.
     */
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
                null,
                null);
        return version > 0 && !hasChanged(chat, version) ? changes : changes.describing(chat, viewer);
    }

    private static boolean hasChanged(ChatDocument chat, long since) {
        return chat.group() != null && chat.group().changedIn() > since;
    }

    /** A shorter answer: with the watermarks of the viewer alone and without the deal. */
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
                createdAt,
                group);
    }

    private ChatSync describing(ChatDocument chat, UUID viewer) {
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
                chat.opening().name(),
                chat.opening().createdBy(),
                chat.opening().createdAt(),
                GroupView.of(chat, viewer));
    }
}
