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
 * The facts of a chat's opening, which change in a group alone.
 *
 * @param participants the participants; of a group those of now
 * @param name the name of a group, as it is now; absent in a private chat
 * @param subject the thing that a private chat is about; absent in any other chat
 * @param roles the roles of both participants of a private chat with a subject or with a person of support, and in a
 *     group that of a person of support; absent in any other chat
 * @param group the admins, the invited users and the visible part of a group; absent in a private chat, and for a
 *     service account
 */
public record ChatDescription(
        ChatType type,
        List<UUID> participants,
        @Nullable String name,
        @Nullable UUID createdBy,
        Instant createdAt,
        @Nullable Subject subject,
        @Nullable List<ParticipantRole> roles,
        @Nullable GroupView group) {

    /** The description for a participant, whose visible part of a group it names. */
    static ChatDescription of(ChatDocument chat, UUID viewer) {
        return of(chat, GroupView.of(chat, viewer));
    }

    /** The description for a service account, which participates in no chat. */
    static ChatDescription forService(ChatDocument chat) {
        return of(chat, (GroupView) null);
    }

    private static ChatDescription of(ChatDocument chat, @Nullable GroupView group) {
        return new ChatDescription(
                chat.type(),
                chat.readers().stream().map(Reader::userId).toList(),
                chat.opening().name(),
                chat.opening().createdBy(),
                chat.opening().createdAt(),
                chat.opening().subject(),
                roles(chat),
                group);
    }

    private static @Nullable List<ParticipantRole> roles(ChatDocument chat) {
        List<ParticipantRole> roles = new ArrayList<>();
        for (Reader reader : chat.readers()) {
            if (reader.role() != null) {
                roles.add(new ParticipantRole(reader.userId(), reader.role()));
            }
        }
        return roles.isEmpty() ? null : roles;
    }
}
