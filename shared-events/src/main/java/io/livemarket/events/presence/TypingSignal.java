package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** Typing signals of clients, unchecked; the chat id is the partition key. */
public sealed interface TypingSignal {

    UUID chatId();

    UUID userId();

    /** A user signals that the user types in a chat, or stopped. */
    @EventType("presence.typing-signalled.v1")
    record TypingSignalled(UUID chatId, UUID userId, boolean typing, Instant at) implements TypingSignal {}
}
