package io.livemarket.chat.projection;

import java.util.List;

/**
 * What changed in a user's chats, as far as one answer holds.
 *
 * @param more true when chats are left out that changed as well: they come in the answer to the versions that this one
 *     leads to; else null
 */
public record SyncAnswer(List<ChatSync> chats, Boolean more) {}
