package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a chat since a version: {@code ChatSync} of the protocol.
 *
 * @param complete whether {@code messages} holds every message that was sent or changed since that version
 * @param type this and the following components up to {@code roles} describe the chat to a caller that does not have it;
 *     all are absent for other callers
 * @param pinned whether the caller pinned the chat; this and the following components are the caller's as they are now
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
        @Nullable Subject subject,
        @Nullable ChatRole role,
        @Nullable List<ParticipantRole> roles,
        boolean pinned,
        boolean archived,
        List<String> labels) {

    /**
     * The answer to a caller that has the chat at a version; a caller at 0 has nothing of it and is answered with the
     * chat's description.
     */
    static ChatSync since(long version, ChatDocument chat, boolean complete, List<MessageView> messages, UUID viewer) {
        Arranged arranged = chat.reader(viewer).map(Reader::arranged).orElse(Arranged.NONE);
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
                null,
                null,
                null,
                arranged.pinned(),
                arranged.archived(),
                arranged.labels());
        return version > 0 ? changes : changes.describing(chat, viewer);
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
                subject,
                role,
                roles,
                pinned,
                archived,
                labels);
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
                chat.opening().subject(),
                chat.role(viewer),
                ChatView.roles(chat),
                pinned,
                archived,
                labels);
    }
}
