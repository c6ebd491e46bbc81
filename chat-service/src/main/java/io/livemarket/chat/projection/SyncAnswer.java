package io.livemarket.chat.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes in a user's chats that fit into one answer.
 *
 * @param more true when further changed chats are left out: they are in the answer to a request with the versions of
 *     this answer; otherwise absent
 */
public record SyncAnswer(List<ChatSync> chats, @Nullable Boolean more) {}
