package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat as one of its participants sees it: {@code Chat} of the protocol.
 *
 * @param blocked whether that participant blocks the other participant of a private chat; set by the gateway, as are
 *     the two following components, and absent here
 * @param muted whether that participant mutes the chat
 * @param mutedUntil when the mute ends; absent for a mute without an end
 * @param subject the thing that a private chat is about; absent in any other chat
 * @param role that participant's role; absent in a chat about nothing
 * @param roles the roles of all participants; absent in a chat about nothing, and in a group, where all are members
 * @param pinned whether that participant pinned the chat
 * @param archived whether that participant archived the chat, so that the list of chats leaves it out
 * @param labels that participant's labels of the chat
 */
public record ChatView(
        UUID id,
        ChatType type,
        List<UUID> participants,
        @Nullable String name,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        long seq,
        long version,
        @Nullable MessageView lastMessage,
        long unread,
        boolean hidden,
        List<Receipt> receipts,
        @Nullable DealView deal,
        @Nullable Boolean blocked,
        @Nullable Boolean muted,
        @Nullable Instant mutedUntil,
        @Nullable Subject subject,
        @Nullable ChatRole role,
        @Nullable List<ParticipantRole> roles,
        boolean pinned,
        boolean archived,
        List<String> labels) {

    /** One participant's watermarks. */
    public record Receipt(UUID userId, long deliveredUpTo, long readUpTo) {}

    static ChatView of(ChatDocument chat, UUID viewer) {
        Reader reader = chat.reader(viewer).orElseThrow();
        MessageView last = chat.last();
        return new ChatView(
                chat.chatId(),
                chat.type(),
                chat.readers().stream().map(Reader::userId).toList(),
                chat.opening().name(),
                chat.opening().createdBy(),
                chat.opening().createdAt(),
                chat.progress().updatedAt(),
                chat.seq(),
                chat.version(),
                last != null && reader.newestWithheld() ? last.withheldFromReader() : last,
                reader.unread(chat.seq()),
                reader.hidden(),
                receipts(chat, viewer),
                deal(chat),
                null,
                null,
                null,
                chat.opening().subject(),
                chat.role(viewer),
                roles(chat),
                reader.arranged().pinned(),
                reader.arranged().archived(),
                reader.arranged().labels());
    }

    /** The roles of the participants of a chat with a subject; absent for any other chat. */
    static @Nullable List<ParticipantRole> roles(ChatDocument chat) {
        List<ParticipantRole> roles = new ArrayList<>();
        for (Reader reader : chat.readers()) {
            if (reader.role() != null) {
                roles.add(new ParticipantRole(reader.userId(), reader.role()));
            }
        }
        return roles.isEmpty() ? null : List.copyOf(roles);
    }

    /** The deal of a private chat; absent for a group. */
    static @Nullable DealView deal(ChatDocument chat) {
        return chat.type() == ChatType.PRIVATE ? chat.deal() : null;
    }

    /** The watermarks of all participants, as the viewer may see them. */
    static List<Receipt> receipts(ChatDocument chat, UUID viewer) {
        return chat.readers().stream()
                .map(r -> {
                    Reader.Watermarks shown = r.watermarks(viewer);
                    return new Receipt(r.userId(), shown.deliveredUpTo(), shown.readUpTo());
                })
                .toList();
    }
}
