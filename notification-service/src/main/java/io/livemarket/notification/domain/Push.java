package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What is to be pushed to a user's devices.
 *
 * @param chatId or null
 * @param actorId or null, also when the user wants no names
 * @param count the unread messages of a chat, at least 1
 * @param chatName the group's; null elsewhere, and when the user wants no names
 */
public record Push(
        UUID notificationId, String kind, UUID chatId, UUID actorId, long count, Instant at, String chatName) {

    /** Of no group. */
    public Push(UUID notificationId, String kind, UUID chatId, UUID actorId, long count, Instant at) {
        this(notificationId, kind, chatId, actorId, count, at, null);
    }

    Push in(String group) {
        return new Push(notificationId, kind, chatId, actorId, count, at, group);
    }
}
