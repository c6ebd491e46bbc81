package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** Typing that was checked, for those in the record's audience; the chat id is the partition key. */
public sealed interface TypingNotice {

    UUID chatId();

    UUID userId();

    /** A participant types, or stopped, and these others may see it. */
    @EventType("presence.typing-shown.v1")
    record TypingShown(UUID chatId, UUID userId, boolean typing, Instant at) implements TypingNotice {}
}
