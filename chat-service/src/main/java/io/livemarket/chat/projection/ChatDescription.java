package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a chat that never change after it was opened.
 *
 * @param name the name of a group; absent in a private chat
 */
public record ChatDescription(
        ChatType type,
        List<UUID> participants,
        @Nullable String name,
        @Nullable UUID createdBy,
        Instant createdAt) {

    static ChatDescription of(ChatDocument chat) {
        return new ChatDescription(
                chat.type(),
                chat.readers().stream().map(Reader::userId).toList(),
                chat.opening().name(),
                chat.opening().createdBy(),
                chat.opening().createdAt());
    }
}
