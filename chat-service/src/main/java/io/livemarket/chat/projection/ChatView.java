package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A chat as one of its participants sees it: {@code Chat} of the protocol.
 *
 * @param blocked whether that participant blocks the other of a private chat; put in by the gateway, as the two that
 *     follow, and null here
 * @param muted whether that participant mutes the chat
 * @param mutedUntil when the mute ends by itself
 */
public record ChatView(
        UUID id,
        ChatType type,
        List<UUID> participants,
        String name,
        UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        long seq,
        long version,
        MessageView lastMessage,
        long unread,
        boolean hidden,
        List<Receipt> receipts,
        DealView deal,
        Boolean blocked,
        Boolean muted,
        Instant mutedUntil) {

    /** One participant's watermarks. */
    public record Receipt(UUID userId, long deliveredUpTo, long readUpTo) {}

    static ChatView of(ChatDocument chat, UUID viewer) {
        Reader reader = chat.reader(viewer).orElseThrow();
        return new ChatView(
                chat.chatId(),
                chat.type(),
                chat.readers().stream().map(Reader::userId).toList(),
                chat.name(),
                chat.createdBy(),
                chat.createdAt(),
                chat.updatedAt(),
                chat.seq(),
                chat.version(),
                reader.newestWithheld() ? chat.last().withheldFromReader() : chat.last(),
                reader.unread(chat.seq()),
                reader.hidden(),
                receipts(chat, viewer),
                deal(chat),
                null,
                null,
                null);
    }

    /** Null in a group, where there is none. */
    static DealView deal(ChatDocument chat) {
        return chat.type() == ChatType.PRIVATE ? chat.deal() : null;
    }

    /** Everybody's watermarks, as far as the viewer may know them. */
    static List<Receipt> receipts(ChatDocument chat, UUID viewer) {
        return chat.readers().stream()
                .map(r -> {
                    Reader.Watermarks shown = r.watermarks(viewer);
                    return new Receipt(r.userId(), shown.deliveredUpTo(), shown.readUpTo());
                })
                .toList();
    }
}
