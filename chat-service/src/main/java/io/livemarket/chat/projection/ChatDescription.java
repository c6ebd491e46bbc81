package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a chat that never change after it was opened.
 *
 * @param name the name of a group; absent in a private chat
 * @param subject the thing that a private chat is about; absent in any other chat
 * @param roles the roles of both participants of a chat with a subject; absent in any other chat
 */
public record ChatDescription(
        ChatType type,
        List<UUID> participants,
        @Nullable String name,
        @Nullable UUID createdBy,
        Instant createdAt,
        @Nullable Subject subject,
        @Nullable List<ParticipantRole> roles) {

    static ChatDescription of(ChatDocument chat) {
        return new ChatDescription(
                chat.type(),
                chat.readers().stream().map(Reader::userId).toList(),
                chat.opening().name(),
                chat.opening().createdBy(),
                chat.opening().createdAt(),
                chat.opening().subject(),
                roles(chat));
    }

    private static @Nullable List<ParticipantRole> roles(ChatDocument chat) {
        if (chat.opening().subject() == null) {
            return null;
        }
        List<ParticipantRole> roles = new ArrayList<>();
        for (Reader reader : chat.readers()) {
            if (reader.role() != null) {
                roles.add(new ParticipantRole(reader.userId(), reader.role()));
            }
        }
        return roles;
    }
}
