package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** What clients say of their typing, unchecked; the chat id is the partition key. */
public sealed interface TypingSignal {

    UUID chatId();

    UUID userId();

    /** Somebody says that they type in a chat, or stopped. */
    @EventType("presence.typing-signalled.v1")
    record TypingSignalled(UUID chatId, UUID userId, boolean typing, Instant at) implements TypingSignal {}
}
