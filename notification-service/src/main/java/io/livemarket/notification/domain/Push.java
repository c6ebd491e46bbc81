package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of a push to a user's devices.
 *
 * @param chatId the chat; absent when the notification is of none
 * @param actorId the user who caused the newest change; absent when there is none, and when the user wants no names
 * @param count the unread messages of the chat, at least 1
 * @param at the moment at which the push was decided
 * @param chatName the group's name; absent for other chats, and when the user wants no names
 */
public record Push(
        UUID notificationId,
        String kind,
        @Nullable UUID chatId,
        @Nullable UUID actorId,
        long count,
        Instant at,
        @Nullable String chatName) {

    /** A push without the name of a group. */
    public Push(
            UUID notificationId, String kind, @Nullable UUID chatId, @Nullable UUID actorId, long count, Instant at) {
        this(notificationId, kind, chatId, actorId, count, at, null);
    }

    Push in(@Nullable String group) {
        return new Push(notificationId, kind, chatId, actorId, count, at, group);
    }
}
