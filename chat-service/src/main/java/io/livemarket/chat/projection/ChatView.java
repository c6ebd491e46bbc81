package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat as one of its participants sees it: {@code Chat} of the protocol, whose JSON is flat.
 *
 * @param settings set by the gateway, and absent here
 */
public record ChatView(
        UUID id,
        @JsonUnwrapped ChatDescription description,
        @JsonUnwrapped Progress progress,
        @JsonUnwrapped Shown shown,
        @JsonUnwrapped OwnPlace place,
        List<Receipt> receipts,
        @Nullable DealView deal,
        @JsonUnwrapped @Nullable Settings settings) {

    /** The newest message and change of a chat. */
    public record Progress(
            Instant updatedAt,
            long seq,
            long version,
            @Nullable MessageView lastMessage) {}

    /**
     * The chat in the participant's list.
     *
     * @param unread the number of messages that the participant has not read
     * @param hidden whether the participant removed the chat from the list
     */
    public record Shown(long unread, boolean hidden) {}

    /** One participant's watermarks. */
    public record Receipt(UUID userId, long deliveredUpTo, long readUpTo) {}

    /**
     * The participant's settings for the chat.
     *
     * @param blocked whether the participant blocks the other participant of a private chat
     * @param muted whether the participant mutes the chat
     * @param mutedUntil when the mute ends; absent for a mute without an end
     */
    public record Settings(
            @Nullable Boolean blocked,
            @Nullable Boolean muted,
            @Nullable Instant mutedUntil) {}

    static ChatView of(ChatDocument chat, UUID viewer) {
        Reader reader = chat.reader(viewer).orElseThrow();
        MessageView last = chat.last() == null || chat.last().seq() < chat.visibleFrom(viewer) ? null : chat.last();
        return new ChatView(
                chat.chatId(),
                ChatDescription.of(chat, viewer),
                new Progress(
                        chat.progress().updatedAt(),
                        chat.seq(),
                        chat.version(),
                        last != null && reader.newestWithheld() ? last.withheldFromReader() : last),
                new Shown(reader.unread(chat.seq()), reader.hidden()),
                OwnPlace.of(chat, viewer),
                receipts(chat, viewer),
                deal(chat),
                null);
    }

    /** A chat as a service account sees it, which participates in none. */
    static ChatView forService(ChatDocument chat) {
        return new ChatView(
                chat.chatId(),
                ChatDescription.forService(chat),
                new Progress(chat.progress().updatedAt(), chat.seq(), chat.version(), null),
                new Shown(0, false),
                OwnPlace.NONE,
                List.of(),
                null,
                null);
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

    long unread() {
        return shown.unread();
    }

    public boolean hidden() {
        return shown.hidden();
    }

    public long version() {
        return progress.version();
    }

    @Nullable
    MessageView lastMessage() {
        return progress.lastMessage();
    }
}
