package io.livemarket.chat.projection;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes in a user's chats that fit into one answer.
 *
 * @param more true when further changed chats are left out: they are in the answer to a request with the versions of
 *     this answer; otherwise absent
 * @param gone the chats that the caller named and is not in, such as a group that the caller left; absent for none, and
 *     while there is more
 */
public record SyncAnswer(
        List<ChatSync> chats,
        @Nullable Boolean more,
        @Nullable List<UUID> gone) {}
