package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** Checked typing notices, for the users in the record's audience; the chat id is the partition key. */
public sealed interface TypingNotice {

    UUID chatId();

    UUID userId();

    /** A participant types, or stopped, and the users of the audience may see it. */
    @EventType("presence.typing-shown.v1")
    record TypingShown(UUID chatId, UUID userId, boolean typing, Instant at) implements TypingNotice {}
}
